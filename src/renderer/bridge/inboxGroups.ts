import type { InboxGroup } from '#shared/inbox/groups'
import { callFilter, type FacetName, type Filter } from '../stores/inbox/filter'
import { groupsState } from '../stores/inbox/groups'
import { PAGE_ROWS, rowAt } from '../stores/paging/loadedRows'
import { navigationState } from '../stores/navigation/navigation'
import { onBadLinesMoved } from './inboxWatch'
import { createPager } from './pager'
import { createRefresher } from './refresher'
import { ask } from './station'

/** A running import moves counts all the time; the list loads them this often. */
const REFRESH_MS = 600

/** Whether the list is on the screen, or one step back from it. */
function isLookedAt(): boolean {
  const { view } = navigationState().place
  return view === 'inbox' || view === 'group'
}

async function loadPage(page: number): Promise<void> {
  const { query, actions } = groupsState()
  const { filter, order } = query
  const reply = await ask('inbox:groups', {
    filter: callFilter(filter),
    order,
    offset: page * PAGE_ROWS,
    limit: PAGE_ROWS,
  })
  if (reply.ok) actions.pageReceived(query, page, reply.value, isLookedAt())
  else actions.failed(reply.failure.message)
  samples.ask()
}

const pager = createPager(
  loadPage,
  (page) => {
    const { list, listOf, query } = groupsState()
    return listOf === query && list.pages.has(page)
  },
  REFRESH_MS,
)

const facets = createRefresher(async () => {
  const { query, actions } = groupsState()
  const reply = await ask('inbox:facets', { filter: callFilter(query.filter) })
  if (reply.ok) actions.facetsReceived(query, reply.value)
}, 150)

let shown: readonly [number, number] = [0, 0]

/** Brings one line of each group that is on the screen and has none yet. */
const samples = createRefresher(async () => {
  const { query, list, listOf, samples: known, actions } = groupsState()
  if (listOf !== query) return
  const [first, last] = shown
  const groups: InboxGroup[] = []
  for (let index = first; index <= last; index += 1) {
    const group = rowAt(list, index)
    if (group !== null && !known.has(group.faultId)) groups.push(group)
  }
  await Promise.all(
    groups.map(async ({ faultId }) => {
      const filter = { ...callFilter(query.filter), faultIds: [faultId] }
      const reply = await ask('inbox:lines', { filter, offset: 0, limit: 1 })
      const line = reply.ok ? reply.value.rows[0] : undefined
      if (line !== undefined) actions.sampleReceived(query, faultId, line)
    }),
  )
}, 50)

/** Tells which groups are on the screen. */
export function groupsShown(first: number, last: number): void {
  shown = [first, last]
  pager.shown(first, last)
  samples.ask()
}

function restart(): void {
  shown = [0, 0]
  pager.restart()
  facets.ask()
}

export function chooseFilter(filter: Filter): void {
  groupsState().actions.filterChosen(filter)
  restart()
}

export function toggleFacet(name: FacetName, value: string | number): void {
  groupsState().actions.facetToggled(name, value)
  restart()
}

/** Lists the groups with most lines first, or those that came last. */
export function toggleOrder(): void {
  const { query, actions } = groupsState()
  actions.orderChosen(query.order === 'lines' ? 'recent' : 'lines')
  restart()
}

/** Loads the groups again soon. */
export function refreshGroups(): void {
  pager.refresh()
  facets.ask()
}

/** Loads the groups again at once, after they could not be had. */
export function retryGroups(): void {
  restart()
}

/** Has the first groups there, in their order, before anybody asks for them. */
export function prepareGroups(): void {
  const { query, listOf } = groupsState()
  if (listOf === null) restart()
  else if (listOf === query && !isLookedAt()) pager.refresh()
}

/** Keeps the list of groups in step for as long as it is on the screen. */
export function followGroups(): () => void {
  const { listOf, query } = groupsState()
  if (listOf === query) refreshGroups()
  else restart()
  return onBadLinesMoved(refreshGroups)
}
