// What an upgrade makes of an old database, byte for byte: migrations call copies of their own, so
// that nothing that is changed later changes it.
import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { WriteDb } from '../../../../src/main/database/handles'
import { up as version10 } from '../../../../src/main/database/migrations/0010-first'
import { up as version20 } from '../../../../src/main/database/migrations/0020-rollups'
import { up as version40 } from '../../../../src/main/database/migrations/0040-flight'

const isWritable = (db: Database.Database): db is WriteDb => !db.readonly

/** Two files with all that a rollup tells apart: gaps, time that turns back, and more words than it keeps. */
function fill(db: WriteDb): void {
  const word = db.prepare('INSERT INTO instrument_words VALUES (?, ?)')
  for (let n = 1; n <= 50; n += 1) {
    const said = { instrument1: n % 3 === 0 ? 'faulty' : 'ok', instrument2: `word ${n}` }
    word.run(n, JSON.stringify(n % 7 === 0 ? { instrument3: 'x'.repeat(n * 40) } : said))
  }
  const file = db.prepare(`
    INSERT INTO files (id, path, name, source, status, satellite_type, size_bytes, fingerprint,
      device, inode, mtime_ns, ctime_ns, total_lines, imported_lines, checkpoint_byte,
      checkpoint_line, inserted_at)
    VALUES (?, '/old.json', 'old.json', 'drop', 'complete', 'jackal_mk1', 1000, 'f', '1', '2', '3',
      '4', 3000, 3000, 1000, ?, '2026-01-01T00:00:00.000Z')`)
  const record = db.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)')
  for (const [id, checkpointLine] of [
    [1, 40_000],
    [2, 700],
  ] as const) {
    file.run(id, checkpointLine)
    for (let i = 0; i < 3_000; i += 1) {
      const line = 2 + i * (id === 1 ? 11 : 1)
      const late = i % 97 === 5 ? 40_000_000 : 0
      const pass = Math.floor(i / 700) * 5_400_000_000
      const timeUs = 1_767_225_600_000_000 + i * 1_000_000 - late + pass
      record.run(
        (BigInt(id) << 32n) + BigInt(line),
        timeUs,
        7_600 + (i % 83) * 0.1,
        410_000 - (i % 89),
        (i % 180) - 90,
        (i % 360) - 180.5,
        1 + (i % 250 < 200 ? 0 : i % 50),
      )
    }
  }
}

it('an upgrade of a database of version 10 sums up what it always did', () => {
  const db: Database.Database = new Database(':memory:')
  if (!isWritable(db)) throw new Error('it can’t be written')
  version10(db)
  fill(db)
  version20(db)
  version40(db)
  const hash = createHash('sha256')
  let count = 0
  for (const table of ['rollups', 'status_rollups']) {
    const rows = db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY id`)
    for (const row of rows.safeIntegers().iterate()) {
      count += 1
      for (const value of Object.values(row)) {
        hash.update(Buffer.isBuffer(value) ? value : `${String(value)};`)
      }
    }
  }
  db.close()
  expect([count, hash.digest('hex')]).toEqual([
    8,
    '1ac14a786216e8b5781bafe03290a70ee4982f80ccdf52ea7637d0ee05ba7be1',
  ])
})
