import type { LineRef } from '#shared/inbox/filter'
import type { InboxLine, LineDetail, Neighbour } from '#shared/inbox/lines'
import type { ReadDb } from '../handles'
import { idsOfFile, lineId, lineOf } from '../lineId'
import { lockOf } from '../mends/lock'
import { mendsOfLine } from '../mends/history'
import type { FaultBook } from './faultBook'
import { linesById } from './lines'
import { recordById, recordsAfter, recordsBefore, type NumberedRecord } from './storedRecords'

const WHOLE = { start: 0, bytes: 2 ** 30 }

interface Placed {
  readonly id: number
  readonly neighbour: Neighbour
}

/** A line in full, with the lines before and after it; null when there is no such bad line. */
export function lineDetail(
  db: ReadDb,
  faults: FaultBook,
  { fileId, line, neighbours }: LineRef & { neighbours: number },
): LineDetail | null {
  const id = lineId(fileId, line)
  const [found] = linesById(db, faults, [id], () => WHOLE)
  if (found === undefined) return null
  const [first, last] = idsOfFile(fileId)
  const before = recordsBefore(db, id, first, neighbours).map(asRecord)
  const after = recordsAfter(db, id, last, neighbours).map(asRecord)
  // Bad lines beyond as many records are too far away, so no search for them goes on for long.
  const nearFirst = before[neighbours - 1]?.id ?? first
  const nearLast = after[neighbours - 1]?.id ?? last
  const down = 'id >= ? AND id < ? ORDER BY id DESC'
  const up = 'id > ? AND id <= ? ORDER BY id'
  before.push(...badLines(db, faults, down, nearFirst, id, neighbours))
  after.push(...badLines(db, faults, up, id, nearLast, neighbours))
  return {
    line: found,
    before: before
      .toSorted((a, b) => b.id - a.id)
      .slice(0, neighbours)
      .toReversed()
      .map(({ neighbour }) => neighbour),
    after: after
      .toSorted((a, b) => a.id - b.id)
      .slice(0, neighbours)
      .map(({ neighbour }) => neighbour),
    record: recordById(db, id),
    locked: lockOf(db, fileId, line),
    mends: mendsOfLine(db, id),
  }
}

function asRecord({ id, record }: NumberedRecord): Placed {
  return { id, neighbour: { kind: 'record', line: lineOf(id), record } }
}

/** Lines that are no records, also not by a mend. */
function badLines(
  db: ReadDb,
  faults: FaultBook,
  range: string,
  from: number,
  to: number,
  limit: number,
): Placed[] {
  const ids = db
    .prepare<[number, number, number], number>(
      `SELECT id FROM bad_lines WHERE status <> 'fixed' AND ${range} LIMIT ?`,
    )
    .pluck()
    .all(from, to, limit)
  return linesById(db, faults, ids).map((line) => ({
    id: lineId(line.fileId, line.line),
    neighbour: badNeighbour(line),
  }))
}

function badNeighbour({ line, issues, status, raw, rawBytes }: InboxLine): Neighbour {
  return { kind: 'bad', line, issues, status, raw, rawBytes }
}
