import type { CellError, BadLineStatus } from '#shared/lineFindings'
import { keepRows, type RecordColumns } from '../../record/columns'
import { TaskFlag } from '../../workers/taskFlag'
import { addMendedCells } from '../lines/cellErrors'
import { Dictionary, INSTRUMENT_WORDS } from '../records/dictionary'
import type { Durability } from '../connection/durability'
import type { WriteDb } from '../handles'
import { lineId } from '../lines/lineId'
import { BoundRecords } from '../records/records'
import { moveToImported, recountOpenLine } from './ledger'
import { lastMendableLine } from './lock'
import { MendedLines, settleLines } from './mendedLines'
import { insertMend, removeMend, type NewMend } from './mends'
import { TouchedLines } from './touchedLines'
import { transact, type Outcome } from './transact'

/** Records that are to stand for bad lines of one file; a few thousand at most. */
export interface MendBatch {
  readonly fileId: number
  readonly records: RecordColumns
  /** The cells that they are stored without. */
  readonly cellErrors: readonly CellError[]
}

export interface MendToApply {
  readonly mend: NewMend
  readonly batches: readonly MendBatch[]
  /** The corrected line of an edit; null of a rule. */
  readonly text: string | null
  /** Lines in another status stay as they are. */
  readonly from: readonly BadLineStatus[]
  readonly flag: SharedArrayBuffer
}

export interface MendApplied {
  /** Null when no line was left to mend; then nothing was stored. */
  readonly mendId: number | null
  readonly lines: number
  readonly fileIds: readonly number[]
}

/**
 * Stores records in the place of bad lines: the lines become fixed and count as imported, all in one
 * transaction. Throws MendRefusedError when the database's rules refuse a record.
 */
export function applyMend(
  db: WriteDb,
  durability: Durability,
  input: MendToApply,
  now: string,
): Outcome<MendApplied> {
  const flag = new TaskFlag(input.flag)
  const records = new BoundRecords(db, new Dictionary(db, INSTRUMENT_WORDS))
  return transact(durability, flag, (): MendApplied => {
    const mendId = insertMend(db, input.mend, now)
    const mended = new MendedLines(db, mendId, 'mended')
    const touched = new TouchedLines()
    for (const { fileId, records: columns, cellErrors } of input.batches) {
      const limit = lastMendableLine(db, fileId)
      const settledLines = columns.line.filter((line) => line <= limit)
      const ids = Array.from(settledLines, (line) => lineId(fileId, line))
      const settled = settleLines(db, ids, input.from, 'fixed')
      const lines = new Set(settled.map(({ line }) => line))
      const kept = keepRows(columns, (row) => lines.has(columns.line[row] ?? 0))
      records.ready(fileId, kept)()
      mended.add(settled, input.text)
      const cells = cellErrors.filter(({ line }) => lines.has(line))
      addMendedCells(db, fileId, cells)
      moveToImported(db, fileId, lines.size)
      recountOpenLine(db, fileId, lines, 'record', cells)
      touched.add(fileId, lines)
      flag.advance(columns.count)
    }
    if (mended.count === 0) {
      removeMend(db, mendId)
      return { mendId: null, lines: 0, fileIds: [] }
    }
    touched.rollUp(db, flag)
    mended.finish()
    return { mendId, lines: mended.count, fileIds: mended.fileIds }
  })
}
