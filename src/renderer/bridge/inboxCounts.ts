import { inboxCountsState } from '../stores/inbox/counts'
import { prepareGroups } from './inboxGroups'
import { onBadLinesMoved } from './inboxWatch'
import { createRefresher } from './refresher'
import { ask } from './station'

const REFRESH_MS = 500

/** Loads the figures of the badge again soon. While they can't be had the last ones stay. */
export const inboxCounts = createRefresher(async () => {
  const reply = await ask('inbox:counts', undefined)
  if (!reply.ok) return
  inboxCountsState().actions.countsReceived(reply.value)
  if (reply.value.lines.open > 0) prepareGroups()
}, REFRESH_MS)

/** Keeps the badge in step with the database. */
export function followInboxCounts(): void {
  onBadLinesMoved(() => inboxCounts.ask())
}
