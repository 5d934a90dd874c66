import type { WriteDb } from '../handles'
import { blockOfLine, linesOfBlock, makeRollup, rollupSpan } from './frozen/rollup'

/** Blocks of 256 lines to a row: as many lines as a chunk has, and two rows to a page. */
const ROW_BLOCKS = 80

/**
 * Records summed up by blocks of 256 lines: `blocks` is what `makeRollup` makes, as bytes, least
 * significant first. One row for each chunk, `id = file_id << 32 | first line`. What was stored
 * before gets its rows here.
 */
export function up(db: WriteDb): void {
  db.exec(`
    CREATE TABLE rollups (
      id INTEGER PRIMARY KEY,
      -- The earliest and the latest timestamp_us of its records.
      from_us INTEGER NOT NULL,
      to_us INTEGER NOT NULL,
      blocks BLOB NOT NULL
    ) STRICT;
  `)
  const files = db
    .prepare<[], { id: number; checkpointLine: number }>(
      'SELECT id, checkpoint_line AS checkpointLine FROM files',
    )
    .all()
  for (const { id, checkpointLine } of files) rollUp(db, id, checkpointLine)
}

/** Rows end before the checkpoint, because what lies at it and beyond may be removed. */
function rollUp(db: WriteDb, fileId: number, checkpointLine: number): void {
  const nextLine = db
    .prepare<[bigint, bigint], number>(
      'SELECT id & 4294967295 FROM records WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1',
    )
    .pluck()
  const select = db
    .prepare<[bigint, bigint], number[]>(
      `SELECT id & 4294967295, timestamp_us, velocity, altitude, latitude, longitude
       FROM records WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw()
  const insert = db.prepare('INSERT INTO rollups (id, from_us, to_us, blocks) VALUES (?, ?, ?, ?)')
  const idOf = (line: number): bigint => (BigInt(fileId) << 32n) + BigInt(line)
  const end = idOf(2 ** 32 - 1)
  for (let from = 0; ;) {
    const line = nextLine.get(idOf(from), end)
    if (line === undefined) return
    const block = blockOfLine(line)
    const firstBlock = block - (block % ROW_BLOCKS)
    const first = Math.max(from, linesOfBlock(firstBlock).first)
    const whole = linesOfBlock(firstBlock + ROW_BLOCKS - 1).last
    const last = line < checkpointLine ? Math.min(whole, checkpointLine - 1) : whole
    const rollup = makeRollup(columns(select.all(idOf(first), idOf(last))))
    const { fromUs, toUs } = rollupSpan(rollup)
    insert.run(idOf(first), BigInt(fromUs), BigInt(toUs), new Uint8Array(rollup.buffer))
    from = last + 1
  }
}

function columns(rows: readonly (readonly number[])[]): Parameters<typeof makeRollup>[0] {
  const column = (k: number): Float64Array<ArrayBuffer> =>
    Float64Array.from(rows, (row) => row[k] ?? 0)
  return {
    count: rows.length,
    line: Uint32Array.from(rows, (row) => row[0] ?? 0),
    timestampUs: column(1),
    velocity: column(2),
    altitude: column(3),
    latitude: column(4),
    longitude: column(5),
  }
}
