import type { CoverageAtQuestion, CoverageQuestion } from '#shared/flight/coverage'
import { coverageState, onCoverage } from '../stores/coverage/coverage'
import { navigationState } from '../stores/navigation/navigation'
import { PAGE_ROWS } from '../stores/paging/loadedRows'
import { onStationMoved } from '../stores/station/station'
import { heed } from './heed'
import { createPager } from './pager'
import { createRefresher } from './refresher'
import { ask } from './station'

/** What comes in while one looks is shown this often. */
const REFRESH_MS = 2000
/** The lanes of the list follow the zoom a little later than the line. */
const LANES_MS = 150
/** As many columns as a lane of the list can show. */
const LANE_COLUMNS = 240

/** What is looked at; null before a satellite is. */
function question(): Omit<CoverageQuestion, 'columns'> | null {
  const { satelliteType, zoom } = coverageState()
  return satelliteType === null ? null : { satelliteType, window: zoom }
}

async function loadLine(): Promise<void> {
  const asked = question()
  if (asked === null) return
  const { widthPx, actions } = coverageState()
  const reply = await ask('flight:coverage', { ...asked, columns: widthPx })
  if (reply.ok) actions.coverageReceived(reply.value)
  else actions.failed(reply.failure.message)
}

async function loadPage(page: number): Promise<void> {
  const asked = question()
  if (asked === null) return
  const offset = page * PAGE_ROWS
  const rows = { columns: LANE_COLUMNS, offset, limit: PAGE_ROWS }
  const reply = await ask('flight:covered', { ...asked, ...rows })
  const { pageReceived } = coverageState().actions
  heed(reply, (packages) => pageReceived(asked.satelliteType, page, packages))
}

const pager = createPager(loadPage, (page) => coverageState().list.pages.has(page), LANES_MS)

/** Tells which packages are on the screen, so that they get loaded. */
export const packagesShown = pager.shown

/** One question is under way; the next is for what is looked at by then. */
const lines = createRefresher(loadLine, 0)

async function load(): Promise<void> {
  const reply = await ask('flight:satellites', undefined)
  if (!reply.ok) {
    coverageState().actions.failed(reply.failure.message)
    return
  }
  coverageState().actions.satellitesReceived(reply.value)
  await loadLine()
  pager.refresh()
}

const refresher = createRefresher(load, REFRESH_MS)

/** Reads the coverage again, after a failure. */
export function retryCoverage(): void {
  refresher.ask()
}

/** Shows the packages of a satellite type. */
export function chooseSatellite(satelliteType: string): void {
  coverageState().actions.satelliteChosen(satelliteType)
  lines.ask()
  pager.restart()
}

/** Opens the view on a satellite type. */
export function openCoverage(satelliteType: string): void {
  coverageState().actions.satelliteChosen(satelliteType)
  navigationState().actions.placeChosen({ view: 'coverage' })
}

/** Asks what there is of a moment, and shows it. */
export async function chooseMoment(at: CoverageAtQuestion['at']): Promise<void> {
  const { satelliteType, actions } = coverageState()
  if (satelliteType === null) return
  const reply = await ask('flight:coverage-at', { satelliteType, at })
  heed(reply, (moment) => {
    if (moment !== null) actions.momentReceived(satelliteType, moment)
  })
}

/** Goes to the next gap or overlap after the moment, or to the one before. */
export function goToMark(go: 'next' | 'before'): void {
  const { moment, coverage } = coverageState()
  const whole = coverage?.whole
  if (whole === null || whole === undefined) return
  const us = moment?.us ?? (go === 'next' ? whole.fromUs : whole.toUs)
  void chooseMoment({ us, go })
}

/** Loads the coverage and keeps it in step; returns the function that ends it. */
export function followCoverage(): () => void {
  refresher.ask()
  const ends = [
    onStationMoved(refresher.ask),
    onCoverage((state, before) => {
      if (state.zoom === before.zoom && state.widthPx === before.widthPx) return
      lines.ask()
      if (state.zoom !== before.zoom) pager.refresh()
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}
