import type { FlightRecord } from '#shared/flight/records'
import { flightRecordsState } from '../stores/flight/records'
import { PAGE_ROWS, rowAt } from '../stores/paging/loadedRows'
import { heed } from './heed'
import { createPager } from './pager'
import { ask } from './station'

const REFRESH_MS = 1500

async function loadPage(page: number): Promise<void> {
  const { scope, actions } = flightRecordsState()
  if (scope === null) return
  const offset = page * PAGE_ROWS
  const reply = await ask('flight:records', { scope, offset, limit: PAGE_ROWS })
  heed(reply, ({ total, rows }) => actions.pageReceived(scope, page, total, rows))
}

/** The record in a place of the list, loaded when it is not there yet. */
export async function recordInPlace(offset: number): Promise<FlightRecord | null> {
  const loaded = rowAt(flightRecordsState().list, offset)
  if (loaded !== null) return loaded
  await loadPage(Math.floor(offset / PAGE_ROWS))
  return rowAt(flightRecordsState().list, offset)
}

const pager = createPager(loadPage, (page) => flightRecordsState().list.pages.has(page), REFRESH_MS)

/** Tells which rows are on the screen, so that their pages get loaded. */
export const recordsShown = pager.shown

/** Loads what is on the screen of the records again soon. */
export function refreshRecords(): void {
  if (flightRecordsState().list.total === null) pager.restart()
  else pager.refresh()
}
