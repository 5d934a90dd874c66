import type { WriteDb } from '../handles'
import { makeStatusRollup } from './frozen/statusRollup'

/**
 * What instruments said, summed up by blocks of 256 lines: `words` and `blocks` are what
 * `makeStatusRollup` makes, the latter as bytes, least significant first. A row for each of
 * `rollups`, with its id. What was stored before gets its rows here.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE status_rollups (
      id INTEGER PRIMARY KEY,
      -- How many records the row sums up.
      records INTEGER NOT NULL,
      words TEXT NOT NULL,
      blocks BLOB NOT NULL
    ) STRICT;

    -- Which time each chunk has, without its blocks.
    CREATE INDEX rollups_by_span ON rollups (id, from_us, to_us);
  `)
  const insert = db.prepare(
    'INSERT INTO status_rollups (id, records, words, blocks) VALUES (?, ?, ?, ?)',
  )
  const rows = db
    .prepare<[], [bigint, bigint]>(
      `SELECT id, coalesce(lead(id) OVER (ORDER BY id) - 1, 9223372036854775807)
       FROM rollups INDEXED BY rollups_by_span ORDER BY id`,
    )
    .raw()
    .safeIntegers()
    .all()
  const select = db
    .prepare<[bigint, bigint], [number, number | string]>(
      'SELECT id & 4294967295, instruments FROM records WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .raw()
  const textOf = db
    .prepare<[number], string>('SELECT words FROM instrument_words WHERE id = ?')
    .pluck()
  for (const [id, last] of rows) {
    // A file's last row must not take in the lines of the next file that has no row yet.
    const ofFile = id | 0xffff_ffffn
    const records = select.all(id, last < ofFile ? last : ofFile)
    const places = new Map<number | string, number>()
    const wordsIndex = Uint32Array.from(records, ([, stored]) => {
      const place = places.get(stored) ?? places.size
      places.set(stored, place)
      return place
    })
    const { words, blocks } = makeStatusRollup({
      count: records.length,
      line: Uint32Array.from(records, ([line]) => line),
      wordsIndex,
      words: Array.from(places.keys(), (stored) =>
        typeof stored === 'string' ? stored : (textOf.get(stored) ?? '{}'),
      ),
    })
    insert.run(id, records.length, words, new Uint8Array(blocks.buffer))
  }
}
