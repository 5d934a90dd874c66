import type { UnknownKey } from '#shared/lineErrors'
import type { UnknownKeyCount } from '../ingest/chunk'
import type { ReadDb, WriteDb } from './handles'

/** How many names are kept for one file; all others are counted together under NULL. */
const NAMES_PER_FILE = 100

export function addUnknownKeys(
  db: WriteDb,
  fileId: number,
  keys: readonly UnknownKeyCount[],
): void {
  if (keys.length === 0) return
  const add = db.prepare(
    `UPDATE unknown_keys SET count = count + ?, first_line = min(first_line, ?)
     WHERE file_id = ? AND key IS ?`,
  )
  const insert = db.prepare(
    'INSERT INTO unknown_keys (file_id, key, count, first_line) VALUES (?, ?, ?, ?)',
  )
  const names = db
    .prepare<[number], number>(
      'SELECT count(*) FROM unknown_keys WHERE file_id = ? AND key IS NOT NULL',
    )
    .pluck()
  for (const { key, count, firstLine } of keys) {
    if (add.run(count, firstLine, fileId, key).changes > 0) continue
    const full = key !== null && (names.get(fileId) ?? 0) >= NAMES_PER_FILE
    if (full && add.run(count, firstLine, fileId, null).changes > 0) continue
    insert.run(fileId, full ? null : key, count, firstLine)
  }
}

/** The opposite of `addUnknownKeys` for the keys of a line that is taken back. */
export function takeBackUnknownKeys(
  db: WriteDb,
  fileId: number,
  keys: readonly UnknownKeyCount[],
): void {
  const subtract = db.prepare(
    'UPDATE unknown_keys SET count = count - ? WHERE file_id = ? AND key IS ?',
  )
  for (const { key, count } of keys) {
    const { changes } = subtract.run(count, fileId, key)
    if (changes === 0) subtract.run(count, fileId, null)
  }
  db.prepare('DELETE FROM unknown_keys WHERE file_id = ? AND count <= 0').run(fileId)
}

/** Most frequent first; the others together come last. */
export function unknownKeys(db: ReadDb, fileId: number): UnknownKey[] {
  return db
    .prepare<[number], UnknownKey>(
      `SELECT key, count, first_line AS firstLine FROM unknown_keys
       WHERE file_id = ? ORDER BY key IS NULL, count DESC, key`,
    )
    .all(fileId)
}
