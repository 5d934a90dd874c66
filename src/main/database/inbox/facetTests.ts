import type { InboxFilter } from '#shared/inbox/filter'
import type { Fault } from './faultBook'
import type { InboxFile } from './parts'

/** The facets that choose among parts; the status chooses among the lines of each. */
export const facetNames = ['types', 'files', 'codes', 'fields'] as const
export type FacetName = (typeof facetNames)[number]

interface PartOf {
  readonly fault: Fault
  readonly file: InboxFile
}

/** Tells which facets of a filter keep a part out. */
export class FacetTests {
  readonly #tests: Record<FacetName, ((part: PartOf) => boolean) | null>
  readonly #faultIds: ReadonlySet<number> | null

  constructor(filter: InboxFilter) {
    const [types, files] = [setOf(filter.types), setOf(filter.fileIds)]
    const [codes, fields] = [setOf(filter.codes), setOf(filter.fields)]
    this.#faultIds = setOf(filter.faultIds)
    this.#tests = {
      types: types && (({ file }) => types.has(file.satelliteType)),
      files: files && (({ file }) => files.has(file.fileId)),
      codes: codes && (({ fault }) => codes.has(fault.code)),
      fields: fields && (({ fault }) => fault.fields.some((field) => fields.has(field))),
    }
  }

  /**
   * The one facet that keeps the part out, null when none does, and 'more' when it would stay out
   * even if one of them were lifted.
   */
  barrier(part: PartOf): FacetName | 'more' | null {
    if (this.#faultIds !== null && !this.#faultIds.has(part.fault.faultId)) return 'more'
    let barrier: FacetName | null = null
    for (const name of facetNames) {
      if (this.#tests[name]?.(part) ?? true) continue
      if (barrier !== null) return 'more'
      barrier = name
    }
    return barrier
  }
}

function setOf<T>(values: readonly T[]): ReadonlySet<T> | null {
  return values.length === 0 ? null : new Set(values)
}
