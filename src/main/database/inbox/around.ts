import type { LineRef } from '#shared/inbox/filter'
import type { InboxLine, LineDetail, Neighbour } from '#shared/inbox/lines'
import type { ReadDb } from '../handles'
import { lineId, rangeIds, type LineRange } from '../lines/lineId'
import { lockOf } from '../mends/lock'
import { mendsOfLine } from '../mends/mendList'
import { perConnection } from '../perConnection'
import { isHidden } from '../removals/hidden'
import { lineFields } from './lineFields'
import { linesById } from './lines'
import { recordOfLine, recordsAfter, recordsBefore, type NumberedRecord } from './storedRecords'

const WHOLE = { start: 0, bytes: 2 ** 30 }
const LAST_LINE = 2 ** 32 - 1

/** Lines that are no records, also not by a mend. */
const NO_RECORDS = `SELECT id FROM bad_lines WHERE status <> 'fixed' AND id BETWEEN ? AND ?`
const selectNearest = {
  before: perConnection((db: ReadDb) =>
    db
      .prepare<[bigint, bigint, number], bigint>(`${NO_RECORDS} ORDER BY id DESC LIMIT ?`)
      .pluck()
      .safeIntegers(),
  ),
  after: perConnection((db: ReadDb) =>
    db
      .prepare<[bigint, bigint, number], bigint>(`${NO_RECORDS} ORDER BY id LIMIT ?`)
      .pluck()
      .safeIntegers(),
  ),
}

/** A line in full, with the lines before and after it; null when there is no such bad line. */
export function lineDetail(
  db: ReadDb,
  { neighbours, ...ref }: LineRef & { neighbours: number },
): LineDetail | null {
  const { fileId, line } = ref
  if (isHidden(db, fileId)) return null
  const [found] = linesById(db, [lineId(fileId, line)], () => WHOLE)
  if (found === undefined) return null
  const before = recordsBefore(db, ref, neighbours).map(asRecord)
  const after = recordsAfter(db, ref, neighbours).map(asRecord)
  // Bad lines beyond as many records are too far away, so no search for them goes on for long.
  const nearBefore = { fileId, first: before[neighbours - 1]?.line ?? 0, last: line - 1 }
  const nearAfter = { fileId, first: line + 1, last: after[neighbours - 1]?.line ?? LAST_LINE }
  before.push(...badLines(db, 'before', nearBefore, neighbours))
  after.push(...badLines(db, 'after', nearAfter, neighbours))
  return {
    line: found,
    fields: lineFields(db, fileId),
    before: before
      .toSorted((a, b) => b.line - a.line)
      .slice(0, neighbours)
      .toReversed(),
    after: after.toSorted((a, b) => a.line - b.line).slice(0, neighbours),
    record: recordOfLine(db, ref),
    locked: lockOf(db, ref),
    mends: mendsOfLine(db, ref),
  }
}

function asRecord({ line, record }: NumberedRecord): Neighbour {
  return { kind: 'record', line, record }
}

function badLines(
  db: ReadDb,
  side: keyof typeof selectNearest,
  range: LineRange,
  limit: number,
): Neighbour[] {
  const ids = selectNearest[side](db).all(...rangeIds(range), limit)
  return linesById(db, ids).map(badNeighbour)
}

function badNeighbour({ line, issues, status, raw, rawBytes }: InboxLine): Neighbour {
  return { kind: 'bad', line, issues, status, raw, rawBytes }
}
