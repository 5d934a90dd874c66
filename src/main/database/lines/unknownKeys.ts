import type { UnknownKey } from '#shared/lineFindings'
import type { UnknownKeyCount } from '../../record/chunk'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

/** How many names are kept for one file; all others are counted together under NULL. */
const NAMES_PER_FILE = 100

const addTo = perConnection((db: WriteDb) =>
  db.prepare<[number, number, number, string | null]>(
    `UPDATE unknown_keys SET count = count + ?, first_line = min(first_line, ?)
     WHERE file_id = ? AND key IS ?`,
  ),
)
const insertKey = perConnection((db: WriteDb) =>
  db.prepare<[number, string | null, number, number]>(
    'INSERT INTO unknown_keys (file_id, key, count, first_line) VALUES (?, ?, ?, ?)',
  ),
)
const countNames = perConnection((db: WriteDb) =>
  db
    .prepare<[number], number>(
      'SELECT count(*) FROM unknown_keys WHERE file_id = ? AND key IS NOT NULL',
    )
    .pluck(),
)
const subtractFrom = perConnection((db: WriteDb) =>
  db.prepare<[number, number, string | null]>(
    'UPDATE unknown_keys SET count = count - ? WHERE file_id = ? AND key IS ?',
  ),
)
const deleteEmpty = perConnection((db: WriteDb) =>
  db.prepare<[number]>('DELETE FROM unknown_keys WHERE file_id = ? AND count <= 0'),
)
const selectAll = perConnection((db: ReadDb) =>
  db.prepare<[number], UnknownKey>(
    `SELECT key, count, first_line AS firstLine FROM unknown_keys
     WHERE file_id = ? ORDER BY key IS NULL, count DESC, key`,
  ),
)

export function addUnknownKeys(
  db: WriteDb,
  fileId: number,
  keys: readonly UnknownKeyCount[],
): void {
  const add = addTo(db)
  for (const { key, count, firstLine } of keys) {
    if (add.run(count, firstLine, fileId, key).changes > 0) continue
    const full = key !== null && (countNames(db).get(fileId) ?? 0) >= NAMES_PER_FILE
    if (full && add.run(count, firstLine, fileId, null).changes > 0) continue
    insertKey(db).run(fileId, full ? null : key, count, firstLine)
  }
}

/** The opposite of `addUnknownKeys` for the keys of a line that is taken back. */
export function takeBackUnknownKeys(
  db: WriteDb,
  fileId: number,
  keys: readonly UnknownKeyCount[],
): void {
  const subtract = subtractFrom(db)
  for (const { key, count } of keys) {
    const { changes } = subtract.run(count, fileId, key)
    if (changes === 0) subtract.run(count, fileId, null)
  }
  deleteEmpty(db).run(fileId)
}

/** Most frequent first; the others together come last. */
export function unknownKeys(db: ReadDb, fileId: number): UnknownKey[] {
  return selectAll(db).all(fileId)
}
