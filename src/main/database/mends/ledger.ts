import type { CellError } from '#shared/lineFindings'
import { countsOf } from '../lines/cellErrors'
import type { WriteDb } from '../handles'
import { perConnection } from '../perConnection'

const moveLines = perConnection((db: WriteDb) =>
  db.prepare<[{ fileId: number; lines: number }]>(
    `UPDATE files SET imported_lines = imported_lines + @lines, error_lines = error_lines - @lines
     WHERE id = @fileId`,
  ),
)
const selectOpenLine = perConnection((db: WriteDb) =>
  db
    .prepare<[number], number>(
      'SELECT checkpoint_line FROM files WHERE id = ? AND open_line IS NOT NULL',
    )
    .pluck(),
)
const setOpenLine = perConnection((db: WriteDb) =>
  db.prepare<[string, string, number]>(
    `UPDATE files SET open_line = json_set(open_line, '$.as', ?, '$.cellErrors', json(?))
     WHERE id = ?`,
  ),
)

/**
 * Moves lines of a file from its errors to its imported ones, or back where `lines` is negative;
 * inside a transaction. The total stays.
 */
export function moveToImported(db: WriteDb, fileId: number, lines: number): void {
  moveLines(db).run({ fileId, lines })
}

/**
 * A last line without line end is taken back before a file is read on: as what it counts by then.
 * To be called when these lines of a file were mended, or their mend undone.
 *
 * @param cells that their records are stored without
 */
export function recountOpenLine(
  db: WriteDb,
  fileId: number,
  lines: ReadonlySet<number>,
  as: 'record' | 'error',
  cells: readonly CellError[],
): void {
  const openLine = selectOpenLine(db).get(fileId)
  if (openLine === undefined || !lines.has(openLine)) return
  const counts = countsOf(cells.filter(({ line }) => line === openLine))
  setOpenLine(db).run(as, JSON.stringify(counts), fileId)
}
