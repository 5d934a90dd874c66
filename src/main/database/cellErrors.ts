import type { CellErrorCount } from '#shared/lineErrors'
import type { CellErrors } from '../record/chunk'
import type { ReadDb, WriteDb } from './handles'
import { perConnection } from './perConnection'
import { isHidden } from './removals/hidden'

const insertKept = perConnection((db: WriteDb) =>
  db.prepare<[number, number, string, string, string]>(
    'INSERT INTO bad_cells (file_id, line, channel, code, raw) VALUES (?, ?, ?, ?, ?)',
  ),
)
const addTo = perConnection((db: WriteDb) =>
  db.prepare<[number, string, string, number, number]>(
    `INSERT INTO bad_cell_counts (file_id, channel, code, count, first_line) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count,
       first_line = min(first_line, excluded.first_line)`,
  ),
)
const subtractFrom = perConnection((db: WriteDb) =>
  db.prepare<[number, number, string, string]>(
    'UPDATE bad_cell_counts SET count = count - ? WHERE file_id = ? AND channel = ? AND code = ?',
  ),
)
const deleteEmpty = perConnection((db: WriteDb) =>
  db.prepare<[number]>('DELETE FROM bad_cell_counts WHERE file_id = ? AND count <= 0'),
)
const deleteBeyond = perConnection((db: WriteDb) =>
  db.prepare<[{ fileId: number }]>(
    `DELETE FROM bad_cells WHERE file_id = @fileId
       AND line >= (SELECT checkpoint_line FROM files WHERE id = @fileId)`,
  ),
)
const countKept = perConnection((db: ReadDb) =>
  db.prepare<[number], number>('SELECT count(*) FROM bad_cells WHERE file_id = ?').pluck(),
)
const selectCounts = perConnection((db: ReadDb) =>
  db.prepare<[number], CellErrorCount>(
    `SELECT channel, code, count, first_line AS firstLine FROM bad_cell_counts
     WHERE file_id = ? ORDER BY count DESC, channel, code`,
  ),
)

/** Adds what a chunk found; how many records have some is counted with the other lines. */
export function addCellErrors(db: WriteDb, fileId: number, { kept, counts }: CellErrors): void {
  for (const { line, channel, code, raw } of kept) {
    insertKept(db).run(fileId, line, channel, code, raw)
  }
  for (const { channel, code, count, firstLine } of counts) {
    addTo(db).run(fileId, channel, code, count, firstLine)
  }
}

/** The opposite for the counts of a line that is taken back; its cells go with its other rows. */
export function takeBackCellErrors(
  db: WriteDb,
  fileId: number,
  counts: readonly CellErrorCount[],
): void {
  if (counts.length === 0) return
  for (const { channel, code, count } of counts) subtractFrom(db).run(count, fileId, channel, code)
  deleteEmpty(db).run(fileId)
}

/** Removes the cells of lines at and beyond the file's checkpoint. */
export function trimCellErrors(db: WriteDb, fileId: number): void {
  deleteBeyond(db).run({ fileId })
}

/** How many cells of a file are kept. */
export function keptCellErrors(db: ReadDb, fileId: number): number {
  return countKept(db).get(fileId) ?? 0
}

/** The cell errors of a file by channel and reason, most frequent first; none of a removed one. */
export function cellErrorCounts(db: ReadDb, fileId: number): CellErrorCount[] {
  return isHidden(db, fileId) ? [] : selectCounts(db).all(fileId)
}
