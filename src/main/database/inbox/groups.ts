import type { InboxFilter } from '#shared/inbox/filter'
import type { GroupOrder, GroupPage, InboxCounts, InboxGroup } from '#shared/inbox/groups'
import type { BadLineStatus } from '#shared/lineFindings'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { faultsOf, type Fault } from './faultBook'
import { FacetTests } from './facetTests'
import { chosenStatuses, eachPart, sumOf, type Part } from './parts'
import { seenFaults } from './seen'

/** What the parts of one group come to. */
interface Tally {
  readonly fault: Fault
  readonly lines: { open: number; fixed: number; dismissed: number }
  files: number
  readonly types: Set<string>
  first: string | null
  last: string | null
}

const selectRuled = perConnection((db: ReadDb) =>
  db
    .prepare<[], number>(
      `SELECT DISTINCT fault FROM mends WHERE kind = 'rule' AND undone_at IS NULL`,
    )
    .pluck(),
)

export interface GroupsRequest {
  readonly filter: InboxFilter
  readonly order: GroupOrder
  readonly offset: number
  readonly limit: number
}

/** A page of the groups that the filter leaves, and what they come to together. */
export function inboxGroups(db: ReadDb, request: GroupsRequest): GroupPage {
  const { filter } = request
  const tests = new FacetTests(filter)
  const statuses = chosenStatuses(filter)
  const openInAll = new Map<number, number>()
  const tallies = new Map<number, Tally>()
  for (const part of eachPart(db)) {
    const { faultId } = part.fault
    openInAll.set(faultId, (openInAll.get(faultId) ?? 0) + part.lines.open)
    if (tests.barrier(part) !== null) continue
    let tally = tallies.get(faultId)
    if (tally === undefined) tallies.set(faultId, (tally = emptyTally(part.fault)))
    addPart(tally, part)
  }
  const seen = seenFaults(db)
  const isGone = (faultId: number): boolean =>
    seen.has(faultId) && (openInAll.get(faultId) ?? 0) === 0
  if (statuses.includes('open')) addGone(db, tallies, filter, isGone)

  const ruled = faultsWithRules(db)
  const groups = [...tallies.values()]
    .filter(
      ({ fault, lines }) =>
        sumOf(lines, statuses) > 0 || (statuses.includes('open') && isGone(fault.faultId)),
    )
    .map(({ fault, files, types, first, last, lines }): InboxGroup => {
      const { faultId } = fault
      return {
        faultId,
        code: fault.code,
        issues: fault.issues,
        lines,
        files,
        types: [...types].toSorted(),
        firstSeen: first,
        lastSeen: last,
        isNew: !seen.has(faultId) && (openInAll.get(faultId) ?? 0) > 0,
        isGone: isGone(faultId),
        hasRule: ruled.has(faultId),
      }
    })
    .toSorted(orders[request.order](statuses))
  const lines = { open: 0, fixed: 0, dismissed: 0 }
  for (const group of groups) addLines(lines, group.lines)
  return {
    total: groups.length,
    lines,
    rows: groups.slice(request.offset, request.offset + request.limit),
  }
}

/** What the whole inbox comes to. */
export function inboxCounts(db: ReadDb): InboxCounts {
  const lines = { open: 0, fixed: 0, dismissed: 0 }
  const open = new Set<number>()
  for (const part of eachPart(db)) {
    addLines(lines, part.lines)
    if (part.lines.open > 0) open.add(part.fault.faultId)
  }
  const seen = seenFaults(db)
  return {
    lines,
    newGroups: [...open].filter((faultId) => !seen.has(faultId)).length,
    goneGroups: [...seen].filter((faultId) => !open.has(faultId)).length,
  }
}

/** Groups that went with all their lines: of these nothing is left but that they were. */
function addGone(
  db: ReadDb,
  tallies: Map<number, Tally>,
  filter: InboxFilter,
  isGone: (faultId: number) => boolean,
): void {
  if (filter.types.length > 0 || filter.fileIds.length > 0) return
  const tests = new FacetTests(filter)
  const file = { fileId: 0, name: '', satelliteType: '', insertedAt: '' }
  for (const fault of faultsOf(db).all().values()) {
    if (tallies.has(fault.faultId) || !isGone(fault.faultId)) continue
    if (tests.barrier({ fault, file }) === null) tallies.set(fault.faultId, emptyTally(fault))
  }
}

function emptyTally(fault: Fault): Tally {
  return {
    fault,
    lines: { open: 0, fixed: 0, dismissed: 0 },
    files: 0,
    types: new Set(),
    first: null,
    last: null,
  }
}

function addPart(tally: Tally, { file, lines }: Part): void {
  addLines(tally.lines, lines)
  tally.files += 1
  tally.types.add(file.satelliteType)
  if (tally.first === null || file.insertedAt < tally.first) tally.first = file.insertedAt
  if (tally.last === null || file.insertedAt > tally.last) tally.last = file.insertedAt
}

function addLines(sum: Tally['lines'], lines: Part['lines']): void {
  sum.open += lines.open
  sum.fixed += lines.fixed
  sum.dismissed += lines.dismissed
}

type Compare = (a: InboxGroup, b: InboxGroup) => number

const orders: Record<GroupOrder, (statuses: readonly BadLineStatus[]) => Compare> = {
  lines: (statuses) => (a, b) =>
    sumOf(b.lines, statuses) - sumOf(a.lines, statuses) || a.faultId - b.faultId,
  recent: () => (a, b) => compareText(b.lastSeen ?? '', a.lastSeen ?? '') || a.faultId - b.faultId,
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Groups in which a rule mended lines that are still mended. */
function faultsWithRules(db: ReadDb): ReadonlySet<number> {
  return new Set(selectRuled(db).all())
}
