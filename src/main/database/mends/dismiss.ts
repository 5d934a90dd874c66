import type { InboxFilter, LineRef } from '#shared/inbox/filter'
import { TaskFlag } from '../../workers/taskFlag'
import type { Durability } from '../connection/durability'
import type { WriteDb } from '../handles'
import { lastBadLine } from '../inbox/findBytes'
import { filteredParts } from '../inbox/lineIds'
import { lineId } from '../lines/lineId'
import { isHidden } from '../removals/hidden'
import type { MendApplied } from './applyMend'
import { dismissRange, MendedLines, settleLines, type SettledLine } from './mendedLines'
import { insertMend, removeMend } from './mends'
import { transact, type Outcome } from './transact'

/** Line numbers between two looks at whether to go on. */
const LINES_PER_STEP = 10_000

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
  durability: Durability,
  { target, by, note, flag: buffer }: LinesToDismiss,
  now: string,
): Outcome<MendApplied> {
  const flag = new TaskFlag(buffer)
  return transact(durability, flag, (): MendApplied => {
    const mendId = insertMend(db, { kind: 'dismiss', by, note, rule: null }, now)
    const mended = new MendedLines(db, mendId, 'dismissed')
    for (const settled of dismissStepwise(db, target)) {
      mended.add(settled, null)
      flag.advance(settled.length)
    }
    if (mended.count === 0) {
      removeMend(db, mendId)
      return { mendId: null, lines: 0, fileIds: [] }
    }
    mended.finish()
    return { mendId, lines: mended.count, fileIds: mended.fileIds }
  })
}

/** File by file and line by line, because a page of the database that comes again is written again. */
function* dismissStepwise(
  db: WriteDb,
  target: LinesToDismiss['target'],
): Generator<readonly SettledLine[]> {
  if ('lines' in target) {
    const ids = target.lines
      .filter(({ fileId }) => !isHidden(db, fileId))
      .map(({ fileId, line }) => lineId(fileId, line))
    yield settleLines(db, ids, ['open'], 'dismissed')
    return
  }
  if (!asksForOpen(target.filter)) return
  for (const [fileId, faults] of faultsByFile(db, target.filter)) {
    const end = lastBadLine(db, fileId)
    for (let first = 0; first <= end; first += LINES_PER_STEP) {
      yield dismissRange(db, { fileId, first, last: first + LINES_PER_STEP - 1 }, faults)
    }
  }
}

function faultsByFile(db: WriteDb, filter: InboxFilter): Map<number, number[]> {
  const open: InboxFilter = { ...filter, statuses: ['open'] }
  const byFile = new Map<number, number[]>()
  for (const { file, fault } of filteredParts(db, open).parts) {
    const faults = byFile.get(file.fileId) ?? []
    byFile.set(file.fileId, faults)
    faults.push(fault.faultId)
  }
  return byFile
}

function asksForOpen({ statuses }: InboxFilter): boolean {
  return statuses.length === 0 || statuses.includes('open')
}
