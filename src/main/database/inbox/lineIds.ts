import type { InboxFilter, LineRef } from '#shared/inbox/filter'
import type { BadLineStatus } from '#shared/lineFindings'
import type { ReadDb } from '../handles'
import { lineId, lineIds } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { blocksOf, countSettled, hiddenStatuses, idsOfBlock, settledIds } from './blocks'
import { FacetTests } from './facetTests'
import { chosenStatuses, eachPart, sumOf, type Part } from './parts'

/** The lines that a filter leaves: how many, and in which parts, group by group and then by file. */
export interface FilteredParts {
  readonly total: number
  readonly parts: readonly Part[]
  readonly statuses: readonly BadLineStatus[]
}

export function filteredParts(db: ReadDb, filter: InboxFilter): FilteredParts {
  const tests = new FacetTests(filter)
  const statuses = chosenStatuses(filter)
  const parts: Part[] = []
  let total = 0
  for (const part of eachPart(db)) {
    const lines = sumOf(part.lines, statuses)
    if (lines === 0 || tests.barrier(part) !== null) continue
    parts.push(part)
    total += lines
  }
  parts.sort((a, b) => a.fault.faultId - b.fault.faultId || a.file.fileId - b.file.fileId)
  return { total, parts, statuses }
}

/** The ids of one page of these lines. */
export function idsOfPage(
  db: ReadDb,
  { parts, statuses }: FilteredParts,
  offset: number,
  limit: number,
): bigint[] {
  const ids: bigint[] = []
  let skip = offset
  for (const part of parts) {
    const size = sumOf(part.lines, statuses)
    if (skip >= size) {
      skip -= size
      continue
    }
    ids.push(...idsOfPart(db, part, statuses, skip, limit - ids.length))
    skip = 0
    if (ids.length === limit) break
  }
  return ids
}

/** All of these lines, in batches that each belong to one part and hold at most a block's lines. */
export function* eachIdBatch(
  db: ReadDb,
  { parts, statuses }: FilteredParts,
): Generator<readonly bigint[]> {
  for (const part of parts) {
    if (statuses.includes('open')) {
      for (const block of blocksOf(db, part)) yield idsOfBlock(db, part, block, statuses)
    } else {
      let [from] = lineIds(part.file.fileId)
      for (;;) {
        const ids = settledIds(db, part, statuses, from, SETTLED_BATCH, 0)
        const last = ids.at(-1)
        if (last === undefined) break
        yield ids
        from = last + 1n
      }
    }
  }
}

const SETTLED_BATCH = 20_000

function idsOfPart(
  db: ReadDb,
  part: Part,
  statuses: readonly BadLineStatus[],
  offset: number,
  limit: number,
): bigint[] {
  if (!statuses.includes('open')) {
    const [first] = lineIds(part.file.fileId)
    return settledIds(db, part, statuses, first, limit, offset)
  }
  const hidden = hiddenStatuses(part, statuses)
  const ids: bigint[] = []
  let skip = offset
  for (const block of blocksOf(db, part)) {
    const size = block.lines - countSettled(db, part, block, hidden)
    if (skip >= size) {
      skip -= size
      continue
    }
    const ofBlock = idsOfBlock(db, part, block, statuses)
    ids.push(...ofBlock.slice(skip, skip + limit - ids.length))
    skip = 0
    if (ids.length === limit) break
  }
  return ids
}

const selectKind = perConnection((db: ReadDb) =>
  db.prepare<[bigint], { fault: number; status: BadLineStatus }>(
    'SELECT fault, status FROM bad_lines WHERE id = ?',
  ),
)

/** Where a line stands among those that a filter leaves; null when it is not one of them. */
export function placeOfLine(
  db: ReadDb,
  request: LineRef & { readonly filter: InboxFilter },
): number | null {
  const { parts, statuses } = filteredParts(db, request.filter)
  const id = lineId(request.fileId, request.line)
  const line = selectKind(db).get(id)
  if (line === undefined || !statuses.includes(line.status)) return null
  let place = 0
  for (const part of parts) {
    if (part.fault.faultId === line.fault && part.file.fileId === request.fileId) {
      return place + placeInPart(db, part, statuses, id)
    }
    place += sumOf(part.lines, statuses)
  }
  return null
}

function placeInPart(
  db: ReadDb,
  part: Part,
  statuses: readonly BadLineStatus[],
  id: bigint,
): number {
  if (!statuses.includes('open')) {
    const [firstId] = lineIds(part.file.fileId)
    return countSettled(db, part, { firstId, endId: id }, statuses)
  }
  const hidden = hiddenStatuses(part, statuses)
  let place = 0
  for (const block of blocksOf(db, part)) {
    if (id < block.endId) return place + idsOfBlock(db, part, block, statuses).indexOf(id)
    place += block.lines - countSettled(db, part, block, hidden)
  }
  return place
}
