import type { WriteDb } from '../handles'

/**
 * Moves lines of a file from its errors to its imported ones, or back where `lines` is negative;
 * inside a transaction. The total stays.
 */
export function moveToImported(db: WriteDb, fileId: number, lines: number): void {
  db.prepare(
    `UPDATE files SET imported_lines = imported_lines + @lines, error_lines = error_lines - @lines
     WHERE id = @fileId`,
  ).run({ fileId, lines })
}

/**
 * A last line without line end is taken back before a file is read on: as what it counts by then.
 * To be called when these lines of a file were mended, or their mend undone.
 */
export function recountOpenLine(
  db: WriteDb,
  fileId: number,
  lines: ReadonlySet<number>,
  as: 'record' | 'error',
): void {
  const checkpointLine = db
    .prepare<[number], number>(
      'SELECT checkpoint_line FROM files WHERE id = ? AND open_line IS NOT NULL',
    )
    .pluck()
    .get(fileId)
  if (checkpointLine === undefined || !lines.has(checkpointLine)) return
  db.prepare(`UPDATE files SET open_line = json_set(open_line, '$.as', ?) WHERE id = ?`).run(
    as,
    fileId,
  )
}
