import { groupsState } from '../stores/inbox/groups'
import { onNavigation } from '../stores/navigation/navigation'
import { inboxCounts } from './inboxCounts'
import { ask } from './station'

/** Most groups that one call may name. */
const MAX_IDS = 10_000

function isInbox(view: string): boolean {
  return view === 'inbox' || view === 'group'
}

/** Once the operator leaves the inbox, the groups that it listed are neither new nor gone. */
export function followInboxLeft(): void {
  onNavigation(({ place }, before) => {
    if (isInbox(place.view) || !isInbox(before.place.view)) return
    const marked = [...groupsState().list.pages.values()]
      .flat()
      .filter(({ isNew, isGone }) => isNew || isGone)
    if (marked.length === 0) return
    const faultIds = marked.slice(0, MAX_IDS).map(({ faultId }) => faultId)
    void ask('inbox:seen', { faultIds }).then(() => inboxCounts.ask())
  })
}
