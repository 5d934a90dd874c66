import type { TextNumber } from '#shared/lineFindings'
import type { TextNumberCount } from '../../record/chunk'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import { isHidden } from '../removals/hidden'

const addTo = perConnection((db: WriteDb) =>
  db.prepare<[number, string, number, number]>(
    `INSERT INTO text_numbers (file_id, channel, count, first_line) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count,
       first_line = min(first_line, excluded.first_line)`,
  ),
)
const subtractFrom = perConnection((db: WriteDb) =>
  db.prepare<[number, number, string]>(
    'UPDATE text_numbers SET count = count - ? WHERE file_id = ? AND channel = ?',
  ),
)
const deleteEmpty = perConnection((db: WriteDb) =>
  db.prepare<[number]>('DELETE FROM text_numbers WHERE file_id = ? AND count <= 0'),
)
const isCounted = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number | null>('SELECT text_numbers_counted FROM files WHERE id = ?')
    .pluck(),
)
const selectAll = perConnection((db: ReadDb) =>
  db.prepare<[number], TextNumber>(
    `SELECT channel, count, first_line AS firstLine FROM text_numbers
     WHERE file_id = ? ORDER BY count DESC, channel`,
  ),
)

export function addTextNumbers(
  db: WriteDb,
  fileId: number,
  numbers: readonly TextNumberCount[],
): void {
  for (const { channel, count, firstLine } of numbers) {
    addTo(db).run(fileId, channel, count, firstLine)
  }
}

/** The opposite of `addTextNumbers` for a line that is taken back. */
export function takeBackTextNumbers(
  db: WriteDb,
  fileId: number,
  numbers: readonly TextNumberCount[],
): void {
  if (numbers.length === 0) return
  for (const { channel, count } of numbers) subtractFrom(db).run(count, fileId, channel)
  deleteEmpty(db).run(fileId)
}

/** The channels of a file whose numbers came as text, most frequent first; null where nobody counted. */
export function textNumbers(db: ReadDb, fileId: number): TextNumber[] | null {
  if (isHidden(db, fileId) || isCounted(db).get(fileId) == null) return null
  return selectAll(db).all(fileId)
}
