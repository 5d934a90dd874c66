import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

/** Of rows of `files`: those that questions show. */
export const NOT_HIDDEN = 'id NOT IN (SELECT hidden_files.file_id FROM hidden_files)'

const select = perConnection((db: ReadDb) =>
  db.prepare<[number], number>('SELECT 1 FROM hidden_files WHERE file_id = ?').pluck(),
)
const insert = perConnection((db: WriteDb) =>
  db.prepare<[number]>('INSERT OR IGNORE INTO hidden_files (file_id) VALUES (?)'),
)
const remove = perConnection((db: WriteDb) =>
  db.prepare<[number]>(
    `DELETE FROM hidden_files WHERE file_id = ?
       AND file_id NOT IN (SELECT removals.file_id FROM removals WHERE undone_at IS NULL)
       AND file_id NOT IN (SELECT replacements.file_id FROM replacements)`,
  ),
)

/** Whether a file was removed, or is a copy that has not taken its place yet. */
export function isHidden(db: ReadDb, fileId: number): boolean {
  return select(db).get(fileId) === 1
}

/** Its rows are in no answer from now on. */
export function hide(db: WriteDb, fileId: number): void {
  insert(db).run(fileId)
}

/** Its rows are in answers again, unless there is another reason to hide them. */
export function show(db: WriteDb, fileId: number): void {
  remove(db).run(fileId)
}
