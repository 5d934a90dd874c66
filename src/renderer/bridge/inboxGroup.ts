import type { FaultId } from '#shared/inbox/filter'
import type { GroupPage } from '#shared/inbox/groups'
import type { CallReply } from '#shared/ipc'
import { callFilter, openLines, type Filter } from '../stores/inbox/filter'
import { groupState, tabStatuses, type GroupTab } from '../stores/inbox/group'
import { groupsState } from '../stores/inbox/groups'
import { linesState } from '../stores/inbox/lines'
import { navigationState } from '../stores/navigation/navigation'
import { chooseFilter } from './inboxGroups'
import { openMends } from './inboxMendList'
import { openList } from './inboxLines'
import { onBadLinesMoved } from './inboxWatch'
import { createRefresher } from './refresher'
import { ask } from './station'
import { tell } from './tell'

/** All lines of a group in the types and packages that the inbox is narrowed to. */
export function groupScope(faultId: FaultId): Filter {
  const { types, fileIds } = groupsState().query.filter
  return { types, fileIds, codes: [], fields: [], statuses: [], faultIds: [faultId] }
}

/** A group as it is now in the types and packages that the inbox is narrowed to. */
function fetchGroup(faultId: FaultId): Promise<CallReply<GroupPage>> {
  const filter = callFilter(groupScope(faultId))
  return ask('inbox:groups', { filter, order: 'lines', offset: 0, limit: 1 })
}

const summary = createRefresher(async () => {
  const { faultId, actions } = groupState()
  if (faultId === null) return
  const [group, known] = await Promise.all([fetchGroup(faultId), ask('mend:rules', { faultId })])
  if (group.ok) actions.groupReceived(faultId, group.value.rows[0] ?? null)
  else if (groupState().group === undefined) actions.failed(faultId, group.failure.message)
  // What stands there already stays, as it was.
  else tell({ tone: 'bad', text: group.failure.message })
  if (known.ok) actions.rulesReceived(faultId, known.value)
}, 300)

/** Loads the open group's figures again soon. */
export function refreshGroup(): void {
  summary.ask()
}

function isListed(filter: Filter): boolean {
  const { of } = linesState()
  return of?.kind === 'filter' && JSON.stringify(of.filter) === JSON.stringify(filter)
}

function listTab(faultId: FaultId, tab: GroupTab): void {
  if (tab === 'history') {
    openMends(faultId)
    return
  }
  const filter = { ...groupScope(faultId), statuses: tabStatuses(tab) }
  if (!isListed(filter)) openList({ kind: 'filter', filter })
}

/** Lists the lines of the open group again, after a search in them was left. */
export function listOpenTab(): void {
  const { faultId, tab } = groupState()
  if (faultId !== null) listTab(faultId, tab)
}

/** Lists other lines of the open group, or what was done to them. */
export function chooseTab(tab: GroupTab): void {
  const { faultId, actions } = groupState()
  if (faultId === null) return
  actions.tabChosen(tab)
  listTab(faultId, tab)
}

/** Shows the open group in all packages and types again. */
export function showInAll(): void {
  chooseFilter(openLines)
  listOpenTab()
  refreshGroup()
}

/** Opens a group's page on its lines of one status. */
export function openGroup(faultId: FaultId, tab: GroupTab = 'open'): void {
  groupsState().actions.groupChosen(faultId)
  groupState().actions.groupOpened(faultId, tab)
  listTab(faultId, tab)
  navigationState().actions.placeChosen({ view: 'group', faultId })
}

/** Loads a group for its page and keeps it in step; returns the function that ends it. */
export function followGroup(faultId: FaultId): () => void {
  const { faultId: open, tab, actions } = groupState()
  // Back from elsewhere, the page stands as it was left.
  if (open !== faultId) actions.groupOpened(faultId, 'open')
  listTab(faultId, open === faultId ? tab : 'open')
  summary.ask()
  return onBadLinesMoved(refreshGroup)
}
