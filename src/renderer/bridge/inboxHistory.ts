import type { FaultId } from '#shared/inbox/filter'
import { historyState, onHistoryChange } from '../stores/inbox/history'
import { PAGE_ROWS } from '../stores/paging/loadedRows'
import { heed } from './heed'
import { onBadLinesMoved } from './inboxWatch'
import { createPager } from './pager'
import { ask } from './station'

const REFRESH_MS = 500

async function loadMends(page: number): Promise<void> {
  const { faultId, actions } = historyState()
  if (faultId === null) return
  const reply = await ask('mend:history', { faultId, offset: page * PAGE_ROWS, limit: PAGE_ROWS })
  heed(reply, ({ total, rows }) => actions.pageReceived(faultId, page, total, rows))
}

async function loadLines(page: number): Promise<void> {
  const { linesOf, actions } = historyState()
  if (linesOf === null) return
  const reply = await ask('mend:lines', {
    mendId: linesOf,
    offset: page * PAGE_ROWS,
    limit: PAGE_ROWS,
  })
  heed(reply, ({ total, rows }) => actions.linesReceived(linesOf, page, total, rows))
}

const mends = createPager(loadMends, (page) => historyState().list.pages.has(page), REFRESH_MS)
const lines = createPager(loadLines, (page) => historyState().lines.pages.has(page), REFRESH_MS)

export const mendsShown = mends.shown
export const mendedLinesShown = lines.shown

export function openHistory(faultId: FaultId): void {
  historyState().actions.historyOpened(faultId)
  mends.restart()
}

/** Loads the open history again soon. */
export function refreshHistory(): void {
  if (historyState().faultId !== null) mends.refresh()
}

/** Keeps the history and the lines of its chosen mend in step while it is on the screen. */
export function followHistory(): () => void {
  const ends = [
    onHistoryChange((state, before) => {
      if (state.linesOf !== before.linesOf && state.linesOf !== null) lines.restart()
    }),
    onBadLinesMoved(refreshHistory),
  ]
  return () => {
    for (const end of ends) end()
  }
}
