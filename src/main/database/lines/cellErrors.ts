import type { UnreadCells } from '#shared/inbox/cellErrors'
import type { CellError, CellErrorCount } from '#shared/lineFindings'
import type { CellErrors } from '../../record/chunk'
import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import { isHidden } from '../removals/hidden'

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
const deleteOfLines = perConnection((db: WriteDb) =>
  db.prepare<[number, string], CellError>(
    `DELETE FROM bad_cells WHERE file_id = ? AND line IN (SELECT value FROM json_each(?))
     RETURNING line, channel, code, raw`,
  ),
)
const findFirstLines = perConnection((db: WriteDb) =>
  db.prepare<[{ fileId: number }]>(
    `UPDATE bad_cell_counts SET first_line = coalesce((
       SELECT min(line) FROM bad_cells
       WHERE bad_cells.file_id = @fileId AND bad_cells.channel = bad_cell_counts.channel
         AND bad_cells.code = bad_cell_counts.code), first_line)
     WHERE file_id = @fileId`,
  ),
)
const addRecords = perConnection((db: WriteDb) =>
  db.prepare<[number, number]>(
    'UPDATE files SET records_with_cell_errors = records_with_cell_errors + ? WHERE id = ?',
  ),
)
const countKept = perConnection((db: ReadDb) =>
  db.prepare<[number], number>('SELECT count(*) FROM bad_cells WHERE file_id = ?').pluck(),
)
const selectCounts = perConnection((db: ReadDb) =>
  db.prepare<[number], UnreadCells>(
    `SELECT channel, code, count, first_line AS firstLine,
       (SELECT raw FROM bad_cells WHERE bad_cells.file_id = bad_cell_counts.file_id
          AND line = first_line AND bad_cells.channel = bad_cell_counts.channel) AS firstRaw
     FROM bad_cell_counts WHERE file_id = ? ORDER BY count DESC, channel, code`,
  ),
)
const selectKept = perConnection((db: ReadDb) =>
  db.prepare<[number], CellError>(
    'SELECT line, channel, code, raw FROM bad_cells WHERE file_id = ? ORDER BY line, channel',
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

/** Adds those of mended lines, all of them: by what is kept they are taken back. */
export function addMendedCells(db: WriteDb, fileId: number, cells: readonly CellError[]): void {
  if (cells.length === 0) return
  const records = recordsWith(cells)
  addCellErrors(db, fileId, { kept: cells, counts: countsOf(cells), records })
  addRecords(db).run(records, fileId)
}

/** The opposite for lines whose mend is undone. */
export function takeBackMendedCells(db: WriteDb, fileId: number, lines: ReadonlySet<number>): void {
  const cells = deleteOfLines(db).all(fileId, JSON.stringify([...lines]))
  if (cells.length === 0) return
  takeBackCellErrors(db, fileId, countsOf(cells))
  findFirstLines(db).run({ fileId })
  addRecords(db).run(-recordsWith(cells), fileId)
}

/** What single cells come to. */
export function countsOf(cells: readonly CellError[]): CellErrorCount[] {
  const counts = new Map<string, CellErrorCount>()
  for (const { line, channel, code } of cells) {
    const key = `${code} ${channel}`
    const { count, firstLine } = counts.get(key) ?? { count: 0, firstLine: line }
    counts.set(key, { channel, code, count: count + 1, firstLine: Math.min(firstLine, line) })
  }
  return [...counts.values()]
}

function recordsWith(cells: readonly CellError[]): number {
  return new Set(cells.map(({ line }) => line)).size
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
export function cellErrorCounts(db: ReadDb, fileId: number): UnreadCells[] {
  return isHidden(db, fileId) ? [] : selectCounts(db).all(fileId)
}

/** Those of a file that are kept, by line. */
export function cellErrorsOf(db: ReadDb, fileId: number): CellError[] {
  return selectKept(db).all(fileId)
}
