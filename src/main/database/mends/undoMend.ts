import { TaskFlag } from '../../workers/taskFlag'
import type { WriteDb } from '../handles'
import { fileOf, lineOf } from '../lineId'
import { mendById } from './history'
import { moveToImported, recountOpenLine } from './ledger'
import { lastSettledLine, MendRefusedError } from './lock'
import { settleLines } from './mendedLines'
import { setMendUndone } from './mends'
import { rollup } from './rollupHook'
import { transact, type Outcome } from './transact'

const LINES_PER_STEP = 2_000

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
export function undoMend(db: WriteDb, input: MendToUndo, now: string): Outcome<MendUndone> {
  const { mendId, by } = input
  const flag = new TaskFlag(input.flag)
  return transact(db, flag, (): MendUndone => {
    const mend = mendById(db, mendId)
    if (mend === null) throw new MendRefusedError('There is no such mend any more.')
    if (mend.undoneAt !== null) {
      throw new MendRefusedError(`This was undone already, by ${mend.undoneBy ?? 'somebody'}.`)
    }
    // First, so that what this mend did no longer holds when its lines are looked at.
    setMendUndone(db, mendId, by, now)
    const files = new Set<number>()
    let lines = 0
    for (const ids of eachFileStep(db, mendId)) {
      const fileId = fileOf(ids[0] ?? 0)
      const undone = mend.kind === 'dismiss' ? reopen(db, ids) : takeRecordsBack(db, fileId, ids)
      if (undone > 0) files.add(fileId)
      lines += undone
      flag.advance(ids.length)
    }
    return { lines, fileIds: [...files] }
  })
}

/** A dismissed line has one dismissal that holds: without it, it is open again. */
function reopen(db: WriteDb, ids: readonly number[]): number {
  return settleLines(db, ids, ['dismissed'], 'open').length
}

function takeRecordsBack(db: WriteDb, fileId: number, all: readonly number[]): number {
  const limit = lastSettledLine(db, fileId)
  const ids = all.filter((id) => lineOf(id) <= limit)
  const dismissed = db
    .prepare<[string], number>(
      `SELECT DISTINCT mended_lines.id FROM mended_lines JOIN mends ON mends.id = mend
       WHERE mended_lines.id IN (SELECT value FROM json_each(?))
         AND kind = 'dismiss' AND undone_at IS NULL`,
    )
    .pluck()
    .all(JSON.stringify(ids))
  const toDismissed = new Set(dismissed)
  const undone = [
    ...settleLines(db, dismissed, ['fixed'], 'dismissed'),
    ...settleLines(
      db,
      ids.filter((id) => !toDismissed.has(id)),
      ['fixed'],
      'open',
    ),
  ].map(({ id }) => id)
  db.prepare('DELETE FROM records WHERE id IN (SELECT value FROM json_each(?))').run(
    JSON.stringify(undone),
  )
  const lines = undone.map(lineOf).toSorted((a, b) => a - b)
  moveToImported(db, fileId, -lines.length)
  recountOpenLine(db, fileId, new Set(lines), 'error')
  rollup.removed(db, fileId, lines)
  return lines.length
}

/** The lines of a mend, a few thousand of one file at a time. */
function* eachFileStep(db: WriteDb, mendId: number): Generator<number[]> {
  const next = db
    .prepare<[number, number], number>(
      `SELECT id FROM mended_lines WHERE mend = ? AND id > ? ORDER BY id LIMIT ${LINES_PER_STEP}`,
    )
    .pluck()
  for (let after = 0; ;) {
    const ids = next.all(mendId, after)
    const first = ids[0]
    if (first === undefined) return
    const ofFile = ids.filter((id) => fileOf(id) === fileOf(first))
    yield ofFile
    after = ofFile.at(-1) ?? first
  }
}
