import type { CellErrorCount } from '#shared/lineFindings'
import type { OpenBlock, TextNumberCount, UnknownKeyCount } from '../../record/chunk'
import { takeBackCellErrors, trimCellErrors } from '../lines/cellErrors'
import { tell } from '../feed/feed'
import { forgetCut } from '../files/cutFiles'
import { perLayout } from '../definitions/layoutOf'
import { LAST_LINE } from '../lines/lineId'
import type { WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import { takeBackTextNumbers } from '../lines/textNumbers'
import { takeBackUnknownKeys } from '../lines/unknownKeys'

/** What a line without a line end at the end of a file was counted as, to be taken back. */
export interface OpenLine {
  /** A header without a line end counts as nothing; it is told where it is cut. */
  readonly as: 'record' | 'error' | 'blank' | 'other' | 'header'
  readonly keys: readonly UnknownKeyCount[]
  /** Absent in rows of a version that did not count them. */
  readonly repeatedValues?: number
  readonly textNumbers?: readonly TextNumberCount[]
  readonly cellErrors?: readonly CellErrorCount[]
  /** It was no whole record: its rest may be somewhere else. Absent like that. */
  readonly cut?: boolean
}

export interface Checkpoint {
  readonly byte: number
  readonly line: number
}

export interface LineCounts {
  readonly imported: number
  readonly errors: number
  readonly skipped: number
}

/** What one chunk adds to a file's counts. */
export interface ChunkCounts extends LineCounts {
  readonly repeatedValues: number
  /** Of the skipped lines those of other kinds. */
  readonly otherRecords: number
  readonly recordsWithCellErrors: number
}

const moveOn = perConnection((db: WriteDb) =>
  db.prepare(
    `UPDATE files SET checkpoint_byte = ?, checkpoint_line = ?, open_line = ?,
       open_block = ?, open_block_end = ?,
       imported_lines = imported_lines + ?, error_lines = error_lines + ?,
       skipped_lines = skipped_lines + ?, total_lines = total_lines + ?,
       repeated_values = repeated_values + ?, other_records = other_records + ?,
       records_with_cell_errors = records_with_cell_errors + ?
     WHERE id = ? AND checkpoint_byte = ? AND checkpoint_line = ?
       AND status IN ('processing', 'paused')`,
  ),
)
const selectOpenLine = perConnection((db: WriteDb) =>
  db.prepare<[number], string | null>('SELECT open_line FROM files WHERE id = ?').pluck(),
)
const countBack = perConnection((db: WriteDb) =>
  db.prepare<
    [{ fileId: number; as: OpenLine['as']; repeatedValues: number; hasCellErrors: number }]
  >(
    `UPDATE files SET open_line = NULL,
       imported_lines = imported_lines - (@as = 'record'),
       error_lines = error_lines - (@as = 'error'),
       skipped_lines = skipped_lines - (@as IN ('blank', 'other')),
       other_records = other_records - (@as = 'other'),
       records_with_cell_errors = records_with_cell_errors - @hasCellErrors,
       total_lines = total_lines - (@as IN ('record', 'error')),
       repeated_values = repeated_values - @repeatedValues
     WHERE id = @fileId`,
  ),
)
/** Rows that one clean-up transaction may remove from a table. */
const TRIM_ROWS = 50_000
const trimRecords = perLayout((db: WriteDb, { table }) => trimmed(db, table))
const trimOthers = ['bad_lines', 'rollups', 'status_rollups'].map((table) =>
  perConnection((db: WriteDb) => trimmed(db, table)),
)
const selectLine = perConnection((db: WriteDb) =>
  db.prepare<[number], number>('SELECT checkpoint_line FROM files WHERE id = ?').pluck(),
)

function trimmed(db: WriteDb, table: string) {
  return db.prepare<[{ fileId: number }]>(
    `DELETE FROM ${table} WHERE id IN (
       SELECT id FROM ${table}
       WHERE id BETWEEN (SELECT id << 32 | checkpoint_line FROM files WHERE id = @fileId)
         AND (@fileId << 32 | 4294967295)
       LIMIT ${TRIM_ROWS})`,
  )
}

/**
 * Moves a file on by one chunk. Refuses unless the file stands at `from`: a chunk that was stored
 * already, or belongs to an attempt that is over, can't be counted twice.
 */
export function advance(
  db: WriteDb,
  fileId: number,
  from: Checkpoint,
  to: Checkpoint,
  counts: ChunkCounts,
  openLine: OpenLine | null,
  openBlock: OpenBlock | null,
): void {
  const { changes } = moveOn(db).run(
    to.byte,
    to.line,
    openLine === null ? null : JSON.stringify(openLine),
    openBlock?.digest ?? null,
    openBlock?.end ?? null,
    counts.imported,
    counts.errors,
    counts.skipped,
    counts.imported + counts.errors,
    counts.repeatedValues,
    counts.otherRecords,
    counts.recordsWithCellErrors,
    fileId,
    from.byte,
    from.line,
  )
  if (changes !== 1) {
    throw new Error(`file ${fileId} no longer stands at line ${from.line}`)
  }
}

const selectOpenBlock = perConnection((db: WriteDb) =>
  db.prepare<[number], OpenBlock>(
    `SELECT open_block_end AS end, open_block AS digest FROM files
     WHERE id = ? AND open_block IS NOT NULL`,
  ),
)

/** What was read of the block that the file's checkpoint lies in; null in rows of a version before, too. */
export function openBlockOf(db: WriteDb, fileId: number): OpenBlock | null {
  return selectOpenBlock(db).get(fileId) ?? null
}

/** Back to the file's beginning: nothing counts any more; `trimBeyond` then removes the rows. */
export function rewind(db: WriteDb, fileId: number): void {
  db.prepare(
    `UPDATE files SET checkpoint_byte = 0, checkpoint_line = 0, open_line = NULL,
       open_block = NULL, open_block_end = NULL, total_lines = 0,
       imported_lines = 0, error_lines = 0, skipped_lines = 0, repeated_values = 0, text_numbers_counted = 1,
       other_records = 0, records_with_cell_errors = 0, fingerprint = NULL,
       satellite_type = NULL, started_at = NULL WHERE id = ?`,
  ).run(fileId)
  db.prepare('DELETE FROM text_numbers WHERE file_id = ?').run(fileId)
  db.prepare('DELETE FROM unknown_keys WHERE file_id = ?').run(fileId)
  db.prepare('DELETE FROM bad_cell_counts WHERE file_id = ?').run(fileId)
  db.prepare('DELETE FROM block_hashes WHERE file_id = ?').run(fileId)
  forgetCut(db, fileId)
}

/** Takes a line without line end back, because the file may have grown since it was read. */
export function reopenLastLine(db: WriteDb, fileId: number): void {
  const stored = selectOpenLine(db).get(fileId)
  if (stored === null || stored === undefined) return
  const line: OpenLine = JSON.parse(stored)
  const { as, keys, repeatedValues = 0, textNumbers = [], cellErrors = [] } = line
  const hasCellErrors = cellErrors.length > 0 ? 1 : 0
  countBack(db).run({ fileId, as, repeatedValues, hasCellErrors })
  takeBackUnknownKeys(db, fileId, keys)
  takeBackTextNumbers(db, fileId, textNumbers)
  takeBackCellErrors(db, fileId, cellErrors)
}

/**
 * Removes rows at and beyond the checkpoint: those of a file that starts over, or of its last line.
 * Not too many at once, so that no transaction is long; true while some may be left.
 */
export function trimBeyond(db: WriteDb, fileId: number): boolean {
  trimCellErrors(db, fileId)
  const records = trimRecords(db, fileId).run({ fileId }).changes
  if (records > 0) {
    const firstLine = selectLine(db).get(fileId) ?? 0
    tell(db, { kind: 'trimmed', fileId, subject: 0, firstLine, lastLine: LAST_LINE })
  }
  const others = trimOthers.map((trim) => trim(db).run({ fileId }).changes)
  return records === TRIM_ROWS || others.includes(TRIM_ROWS)
}
