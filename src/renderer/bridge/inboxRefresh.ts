import { refreshCells } from './inboxCells'
import { inboxCounts } from './inboxCounts'
import { refreshGroup } from './inboxGroup'
import { refreshGroups } from './inboxGroups'
import { refreshMends } from './inboxMendList'
import { refreshLines } from './inboxLines'

/** Loads everything again that a mend, a dismissal or an undo may have changed. */
export function refreshInbox(): void {
  inboxCounts.ask()
  refreshGroups()
  refreshGroup()
  refreshMends()
  refreshLines()
  refreshCells()
}
