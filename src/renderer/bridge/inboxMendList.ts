import type { FaultId } from '#shared/inbox/filter'
import { mendsState, onMendsChange } from '../stores/inbox/mends'
import { PAGE_ROWS } from '../stores/paging/loadedRows'
import { heed } from './heed'
import { onBadLinesMoved } from './inboxWatch'
import { createPager } from './pager'
import { ask } from './station'

const REFRESH_MS = 500

async function loadMends(page: number): Promise<void> {
  const { faultId, actions } = mendsState()
  if (faultId === null) return
  const reply = await ask('mend:history', { faultId, offset: page * PAGE_ROWS, limit: PAGE_ROWS })
  heed(reply, ({ total, rows }) => actions.pageReceived(faultId, page, total, rows))
}

async function loadLines(page: number): Promise<void> {
  const { linesOf, actions } = mendsState()
  if (linesOf === null) return
  const reply = await ask('mend:lines', {
    mendId: linesOf,
    offset: page * PAGE_ROWS,
    limit: PAGE_ROWS,
  })
  heed(reply, ({ total, rows }) => actions.linesReceived(linesOf, page, total, rows))
}

const mends = createPager(loadMends, (page) => mendsState().list.pages.has(page), REFRESH_MS)
const lines = createPager(loadLines, (page) => mendsState().lines.pages.has(page), REFRESH_MS)

export const mendsShown = mends.shown
export const mendedLinesShown = lines.shown

export function openMends(faultId: FaultId): void {
  mendsState().actions.mendsOpened(faultId)
  mends.restart()
}

/** Loads the open history again soon. */
export function refreshMends(): void {
  if (mendsState().faultId !== null) mends.refresh()
}

/** Keeps the history and the lines of its chosen mend in step while it is on the screen. */
export function followMends(): () => void {
  const ends = [
    onMendsChange((state, before) => {
      if (state.linesOf !== before.linesOf && state.linesOf !== null) lines.restart()
    }),
    onBadLinesMoved(refreshMends),
  ]
  return () => {
    for (const end of ends) end()
  }
}
