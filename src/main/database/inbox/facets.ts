import { MAX_FACET_VALUES } from '#shared/inbox/bounds'
import type { InboxFacets } from '#shared/inbox/facets'
import type { InboxFilter } from '#shared/inbox/filter'
import { badLineStatuses } from '#shared/badLineStatuses'
import type { ReadDb } from '../handles'
import { FacetTests } from './facetTests'
import { chosenStatuses, eachPart, sumOf } from './parts'

/** What each facet could be set to, and how many lines would then be left. */
export function inboxFacets(db: ReadDb, filter: InboxFilter): InboxFacets {
  const tests = new FacetTests(filter)
  const statuses = chosenStatuses(filter)
  const types = new Tally(filter.types)
  const files = new Tally(filter.fileIds)
  const codes = new Tally(filter.codes)
  const fields = new Tally(filter.fields)
  const byStatus = new Tally(filter.statuses)
  const names = new Map<number, string>()
  for (const part of eachPart(db)) {
    const { fault, file } = part
    names.set(file.fileId, file.name)
    const barrier = tests.barrier(part)
    if (barrier === 'more') continue
    const lines = sumOf(part.lines, statuses)
    const counts = (name: typeof barrier): boolean => barrier === null || barrier === name
    if (counts('types')) types.add(file.satelliteType, lines)
    if (counts('files')) files.add(file.fileId, lines)
    if (counts('codes')) codes.add(fault.code, lines)
    if (counts('fields')) for (const field of fault.fields) fields.add(field, lines)
    if (barrier !== null) continue
    for (const status of badLineStatuses) byStatus.add(status, part.lines[status])
  }
  const ofFiles = files.facet()
  const withName = (fileId: number) => ({ fileId, name: names.get(fileId) ?? '' })
  return {
    types: types.facet(),
    files: {
      ...ofFiles,
      values: ofFiles.values.map(({ value, lines }) => ({ value: withName(value), lines })),
    },
    codes: codes.facet(),
    fields: fields.facet(),
    statuses: byStatus.facet(),
  }
}

/** Lines by value; the values that are set stay listed when nothing is left of them. */
class Tally<V extends string | number> {
  readonly #lines: Map<V, number>
  readonly #set: ReadonlySet<V>

  constructor(set: readonly V[]) {
    this.#set = new Set(set)
    this.#lines = new Map(set.map((value) => [value, 0]))
  }

  add(value: V, lines: number): void {
    if (lines > 0) this.#lines.set(value, (this.#lines.get(value) ?? 0) + lines)
  }

  /** Most lines first. */
  facet(): { values: { value: V; lines: number }[]; more: number } {
    const entries = [...this.#lines].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    const listed = entries.filter(([value], i) => i < MAX_FACET_VALUES || this.#set.has(value))
    return {
      values: listed.map(([value, lines]) => ({ value, lines })),
      more: entries.length - listed.length,
    }
  }
}
