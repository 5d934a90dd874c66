import type { InboxFilter } from '#shared/inbox/filter'

/** A filter with every list said. */
export type Filter = Readonly<{ [K in keyof Required<InboxFilter>]: Readonly<InboxFilter[K]> }>

/** The lists of a filter that an operator sets. */
export type FacetName = 'statuses' | 'types' | 'codes' | 'fields' | 'fileIds'

/** What the inbox shows at first: all that is still to be done. */
export const openLines: Filter = {
  types: [],
  fileIds: [],
  codes: [],
  fields: [],
  statuses: ['open'],
  faultIds: [],
}

/** The filter in the shape of a call: lists that may be changed. */
export function callFilter(filter: Filter): InboxFilter {
  return {
    types: [...filter.types],
    fileIds: [...filter.fileIds],
    codes: [...filter.codes],
    fields: [...filter.fields],
    statuses: [...filter.statuses],
    faultIds: [...filter.faultIds],
  }
}

/** Whether it leaves anything out beside lines that are done. */
function isNarrowed({ types, fileIds, codes, fields }: Filter): boolean {
  return types.length + fileIds.length + codes.length + fields.length > 0
}

/** Whether it is the one that the inbox starts with. */
export function isFirstFilter(filter: Filter): boolean {
  return !isNarrowed(filter) && filter.statuses.length === 1 && filter.statuses[0] === 'open'
}

/** The chosen values of all facets as keys of one list: 'codes:wrong_type', 'fileIds:12'. */
export function facetKeys(filter: Filter): Set<string> {
  const names = ['statuses', 'types', 'codes', 'fields', 'fileIds'] as const
  return new Set(names.flatMap((name) => filter[name].map((value) => facetKey(name, value))))
}

export function facetKey(name: FacetName, value: string | number): string {
  return `${name}:${value}`
}
