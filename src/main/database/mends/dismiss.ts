import type { InboxFilter, LineRef } from '#shared/inbox/filter'
import { TaskFlag } from '../../workers/taskFlag'
import type { WriteDb } from '../handles'
import { FaultBook } from '../inbox/faultBook'
import { eachIdBatch, filteredParts } from '../inbox/lineIds'
import { lineId } from '../lineId'
import type { MendApplied } from './applyMend'
import { MendedLines, settleLines } from './mendedLines'
import { insertMend } from './mends'
import { transact, type Outcome } from './transact'

/** Lines that are settled between two looks at whether to go on. */
const LINES_PER_STEP = 2_000

export interface LinesToDismiss {
  /** Named ones, or all open ones of a filter. */
  readonly target: { readonly lines: readonly LineRef[] } | { readonly filter: InboxFilter }
  readonly by: string
  readonly note: string
  readonly flag: SharedArrayBuffer
}

/** Dismisses open lines, all in one transaction; others stay as they are. They still count as errors. */
export function dismissLines(
  db: WriteDb,
  { target, by, note, flag: buffer }: LinesToDismiss,
  now: string,
): Outcome<MendApplied> {
  const flag = new TaskFlag(buffer)
  return transact(db, flag, (): MendApplied => {
    const mendId = insertMend(db, { kind: 'dismiss', by, note, rule: null }, now)
    const mended = new MendedLines(db, mendId)
    for (const ids of targetIds(db, target)) {
      for (let at = 0; at < ids.length; at += LINES_PER_STEP) {
        const step = ids.slice(at, at + LINES_PER_STEP)
        mended.add(settleLines(db, step, ['open'], 'dismissed'), null)
        flag.advance(step.length)
      }
    }
    if (mended.count === 0) {
      db.prepare('DELETE FROM mends WHERE id = ?').run(mendId)
      return { mendId: null, lines: 0, fileIds: [] }
    }
    mended.finish()
    return { mendId, lines: mended.count, fileIds: mended.fileIds }
  })
}

function* targetIds(db: WriteDb, target: LinesToDismiss['target']): Iterable<readonly number[]> {
  if ('lines' in target) {
    yield target.lines.map(({ fileId, line }) => lineId(fileId, line))
    return
  }
  const open: InboxFilter = { ...target.filter, statuses: ['open'] }
  if (!asksForOpen(target.filter)) return
  // What was found is not touched before the next part of it is asked for.
  yield* eachIdBatch(db, filteredParts(db, new FaultBook(db), open))
}

function asksForOpen({ statuses }: InboxFilter): boolean {
  return statuses.length === 0 || statuses.includes('open')
}
