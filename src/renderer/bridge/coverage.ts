import { coverageState } from '../stores/coverage/coverage'
import { navigationState } from '../stores/navigation/navigation'
import { onStationChange } from '../stores/station/station'
import { createRefresher } from './refresher'
import { ask } from './station'

/** What comes in while one looks is shown this often. */
const REFRESH_MS = 2000

async function loadCoverage(): Promise<void> {
  const { satelliteType, actions } = coverageState()
  if (satelliteType === null) return
  const reply = await ask('flight:coverage', { satelliteType })
  if (reply.ok) actions.coverageReceived(reply.value)
  else actions.failed(reply.failure.message)
}

async function load(): Promise<void> {
  const reply = await ask('flight:satellites', undefined)
  if (!reply.ok) {
    coverageState().actions.failed(reply.failure.message)
    return
  }
  coverageState().actions.satellitesReceived(reply.value)
  await loadCoverage()
}

const refresher = createRefresher(load, REFRESH_MS)

/** Reads the coverage again, after a failure. */
export function retryCoverage(): void {
  refresher.ask()
}

/** Shows the packages of a satellite type. */
export function chooseSatellite(satelliteType: string): void {
  coverageState().actions.satelliteChosen(satelliteType)
  void loadCoverage()
}

/** Opens the view on a satellite type. */
export function openCoverage(satelliteType: string): void {
  coverageState().actions.satelliteChosen(satelliteType)
  navigationState().actions.placeChosen({ view: 'coverage' })
}

/** Loads the coverage and keeps it in step; returns the function that ends it. */
export function followCoverage(): () => void {
  refresher.ask()
  let revision: number | null = null
  return onStationChange(({ status }) => {
    if (status === null || status.revision === revision) return
    revision = status.revision
    refresher.ask()
  })
}
