import type { InboxFacets } from '#shared/inbox/facets'
import type { GroupOrder, GroupPage, InboxGroup } from '#shared/inbox/groups'
import type { InboxLine } from '#shared/inbox/lines'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { nothingLoaded, PAGE_ROWS, rowAt, withPage, type LoadedRows } from '../paging/loadedRows'
import { reuse } from '../reuse'
import { openLines, type FacetName, type Filter } from './filter'

/** What the list of groups was asked for; a new object for every new question. */
export interface GroupQuery {
  readonly filter: Filter
  readonly order: GroupOrder
}

/** The list of groups, and what narrows it. */
interface GroupsState {
  readonly query: GroupQuery
  readonly list: LoadedRows<InboxGroup>
  /** What the loaded rows are of: the question before while the present one is under way. */
  readonly listOf: GroupQuery | null
  /** Lines of all groups that the filter leaves. */
  readonly lines: InboxGroup['lines'] | null
  readonly facets: InboxFacets | null
  /** Why the list could not be loaded. */
  readonly failure: string | null
  /** The group that keys act on. It stays the same one when others overtake it. */
  readonly activeId: number | null
  /** A line of each group that was on the screen. */
  readonly samples: ReadonlyMap<number, InboxLine>
  readonly actions: {
    readonly filterChosen: (filter: Filter) => void
    readonly facetToggled: (name: FacetName, value: string | number) => void
    readonly orderChosen: (order: GroupOrder) => void
    /** `standing`: somebody looks at the list, so what is listed keeps its place. */
    readonly pageReceived: (
      of: GroupQuery,
      page: number,
      rows: GroupPage,
      standing: boolean,
    ) => void
    readonly facetsReceived: (of: GroupQuery, facets: InboxFacets) => void
    readonly failed: (reason: string) => void
    readonly groupChosen: (faultId: number) => void
    readonly sampleReceived: (of: GroupQuery, faultId: number, line: InboxLine) => void
  }
}

/** Samples are small, and groups are few: this is room for all that anybody looks at. */
const MAX_SAMPLES = 500

/** Groups in the order in which they stand already: counts that overtake each other move nothing. */
function inOrderOf(before: LoadedRows<InboxGroup>, page: number, rows: InboxGroup[]): InboxGroup[] {
  const standing = before.pages.get(page)
  if (standing === undefined || rows.length === PAGE_ROWS) return rows
  const place = new Map(standing.map(({ faultId }, i) => [faultId, i]))
  const placeIn = ({ faultId }: InboxGroup): number => place.get(faultId) ?? standing.length
  return rows.toSorted((a, b) => placeIn(a) - placeIn(b))
}

function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value]
}

const store = createStore<GroupsState>()((set) => ({
  query: { filter: openLines, order: 'lines' },
  list: nothingLoaded,
  listOf: null,
  lines: null,
  facets: null,
  failure: null,
  activeId: null,
  samples: new Map(),
  actions: {
    filterChosen(filter) {
      set(({ query }) => ({ query: { ...query, filter }, samples: new Map() }))
    },
    facetToggled(name, value) {
      set(({ query }) => {
        const values: readonly (string | number)[] = query.filter[name]
        const filter = { ...query.filter, [name]: toggled(values, value) }
        return { query: { ...query, filter }, samples: new Map() }
      })
    },
    orderChosen(order) {
      set(({ query }) => ({ query: { ...query, order } }))
    },
    pageReceived(of, page, { total, lines, rows }, standing) {
      set((state) => {
        if (state.query !== of) return state
        const before = state.listOf === of ? state.list : nothingLoaded
        const ordered = standing ? inOrderOf(before, page, rows) : rows
        const list = withPage(before, page, total, ordered)
        const stays = standing && placeOf(list, state.activeId) !== null
        const activeId = stays || page !== 0 ? state.activeId : (rowAt(list, 0)?.faultId ?? null)
        return { list, listOf: of, lines: reuse(state.lines, lines), failure: null, activeId }
      })
    },
    facetsReceived(of, facets) {
      set((state) => (state.query === of ? { facets: reuse(state.facets, facets) } : state))
    },
    failed(failure) {
      set({ failure })
    },
    groupChosen(activeId) {
      set({ activeId })
    },
    sampleReceived(of, faultId, line) {
      set(({ query, samples }) => {
        if (query !== of) return {}
        const kept = [...samples].slice(-MAX_SAMPLES)
        return { samples: new Map(kept).set(faultId, reuse(samples.get(faultId), line)) }
      })
    },
  },
}))

export const useGroups = <T>(select: (state: GroupsState) => T): T => useStore(store, select)
export const groupsState = store.getState
export const onGroupsChange = (
  listener: (state: GroupsState, before: GroupsState) => void,
): (() => void) => store.subscribe(listener)

/** Where a group stands in the list; null when it is not among the loaded rows. */
export function placeOf(list: LoadedRows<InboxGroup>, faultId: number | null): number | null {
  for (const [page, rows] of list.pages) {
    const at = rows.findIndex((group) => group.faultId === faultId)
    if (at >= 0) return page * PAGE_ROWS + at
  }
  return null
}
