import { TaskFlag } from '../../workers/taskFlag'
import { takeBackMendedCells } from '../lines/cellErrors'
import { perLayout } from '../definitions/layoutOf'
import type { Durability } from '../connection/durability'
import type { WriteDb } from '../handles'
import { fileOf, idList, lineId, lineOf } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { mendById } from './mendList'
import { moveToImported, recountOpenLine } from './ledger'
import { lastSettledLine, MendRefusedError } from './lock'
import { settleLines, tellLines, type SettledLine } from './mendedLines'
import { setMendUndone } from './mends'
import { TouchedLines } from './touchedLines'
import { transact, type Outcome } from './transact'

const LINES_PER_STEP = 2_000

const selectStep = perConnection((db: WriteDb) =>
  db
    .prepare<[number, bigint], bigint>(
      `SELECT id FROM mended_lines WHERE mend = ? AND id > ? ORDER BY id LIMIT ${LINES_PER_STEP}`,
    )
    .pluck()
    .safeIntegers(),
)
/** Those of the lines that a dismissal still holds for. */
const selectDismissed = perConnection((db: WriteDb) =>
  db
    .prepare<[string], bigint>(
      `SELECT DISTINCT mended_lines.id FROM mended_lines JOIN mends ON mends.id = mend
       WHERE mended_lines.id IN (SELECT value FROM json_each(?))
         AND kind = 'dismiss' AND undone_at IS NULL`,
    )
    .pluck()
    .safeIntegers(),
)
const deleteRecords = perLayout((db: WriteDb, { table }) =>
  db.prepare<[string]>(`DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`),
)

export interface MendToUndo {
  readonly mendId: number
  readonly by: string
  readonly flag: SharedArrayBuffer
}

export interface MendUndone {
  readonly lines: number
  readonly fileIds: readonly number[]
}

/**
 * Takes a mend back, all of it in one transaction. Whatever the order in which mends are undone, a
 * line is fixed while a mend of it holds, else dismissed while a dismissal holds, else open. Throws
 * MendRefusedError when there is nothing to undo.
 */
export function undoMend(
  db: WriteDb,
  durability: Durability,
  input: MendToUndo,
  now: string,
): Outcome<MendUndone> {
  const { mendId, by } = input
  const flag = new TaskFlag(input.flag)
  return transact(durability, flag, (): MendUndone => {
    const mend = mendById(db, mendId)
    if (mend === null) throw new MendRefusedError('There is no such mend any more.')
    if (mend.undoneAt !== null) {
      throw new MendRefusedError(`This was undone already, by ${mend.undoneBy ?? 'somebody'}.`)
    }
    // First, so that what this mend did no longer holds when its lines are looked at.
    setMendUndone(db, mendId, by, now)
    const files = new Set<number>()
    const touched = new TouchedLines()
    let lines = 0
    for (const ids of eachFileStep(db, mendId)) {
      const fileId = fileOf(ids[0] ?? 0n)
      const undone =
        mend.kind === 'dismiss' ? reopen(db, ids) : takeRecordsBack(db, fileId, ids, touched)
      tellLines(db, 'undone', mendId, undone)
      if (undone.length > 0) files.add(fileId)
      lines += undone.length
      flag.advance(ids.length)
    }
    touched.rollUp(db, flag)
    return { lines, fileIds: [...files] }
  })
}

/** A dismissed line has one dismissal that holds: without it, it is open again. */
function reopen(db: WriteDb, ids: readonly bigint[]): SettledLine[] {
  return settleLines(db, ids, ['dismissed'], 'open')
}

function takeRecordsBack(
  db: WriteDb,
  fileId: number,
  all: readonly bigint[],
  touched: TouchedLines,
): SettledLine[] {
  const limit = lastSettledLine(db, fileId)
  const ids = all.filter((id) => lineOf(id) <= limit)
  const dismissed = selectDismissed(db).all(idList(ids))
  const toDismissed = new Set(dismissed)
  const others = ids.filter((id) => !toDismissed.has(id))
  const undone = [
    ...settleLines(db, dismissed, ['fixed'], 'dismissed'),
    ...settleLines(db, others, ['fixed'], 'open'),
  ]
  deleteRecords(db, fileId).run(idList(undone.map(({ line }) => lineId(fileId, line))))
  const lines = new Set(undone.map(({ line }) => line))
  takeBackMendedCells(db, fileId, lines)
  moveToImported(db, fileId, -lines.size)
  recountOpenLine(db, fileId, lines, 'error', [])
  touched.add(fileId, lines)
  return undone
}

/** The lines of a mend, a few thousand of one file at a time. */
function* eachFileStep(db: WriteDb, mendId: number): Generator<bigint[]> {
  for (let after = 0n; ;) {
    const ids = selectStep(db).all(mendId, after)
    const first = ids[0]
    if (first === undefined) return
    const ofFile = ids.filter((id) => fileOf(id) === fileOf(first))
    yield ofFile
    after = ofFile.at(-1) ?? first
  }
}
