import type { FileId } from '#shared/files'
import type { ChannelName, FlightScope } from '#shared/flight/scope'
import type { Series } from '#shared/flight/series'
import { flightChannelsState, nameOfRole, onFlightChannels } from '../stores/flight/channels'
import { flightDataState } from '../stores/flight/data'
import { momentState } from '../stores/flight/moment'
import { flightRecordsState } from '../stores/flight/records'
import { flightViewState, onFlightView } from '../stores/flight/view'
import { navigationState } from '../stores/navigation/navigation'
import { onStationChange, stationState } from '../stores/station/station'
import { loadChannels } from './flightChannels'
import { refreshRecords } from './flightRecords'
import { axisMoved, axisRests, covers, question, servesAhead, servesNow } from './flightWindow'
import { createRefresher } from './refresher'
import { ask } from './station'
import { tell } from './tell'

/** What comes in while one looks is shown this often. */
const REFRESH_MS = 1500
/** Strips, map and scatter follow once the time axis has stood still for so long. */
const REST_MS = 160
const TRACK_POINTS = 4_000
const SCATTER_POINTS = 6_000
const SCATTER_BINS = { x: 96, y: 64 }

/** What the station held when what is shown was asked for, as `contentsNow` says it; '' for nothing. */
let shownContents = ''

/** Changes whenever records come or go; '' before the station has spoken. */
function contentsNow(): string {
  const { status } = stationState()
  return status === null
    ? ''
    : `${status.revision} ${status.totals.importedLines} ${status.totals.files}`
}

function extentOf(series: Series): { firstUs: number; lastUs: number; records: number } | null {
  const first = series.firstUs.find((us) => !Number.isNaN(us))
  const last = series.lastUs.findLast((us) => !Number.isNaN(us))
  if (first === undefined || last === undefined) return null
  const records = Math.round(series.count.reduce((sum, count) => sum + count, 0))
  return { firstUs: first, lastUs: last, records }
}

async function loadSatellites(): Promise<void> {
  shownContents = contentsNow()
  const reply = await ask('flight:satellites', undefined)
  if (!reply.ok) {
    shownContents = ''
    tell({ tone: 'bad', text: reply.failure.message })
    return
  }
  const { actions, scope } = flightViewState()
  actions.satellitesReceived(reply.value)
  const [first] = reply.value
  if (scope === null && first !== undefined) openSatellite(first.satelliteType)
  else await loadPackages()
}

async function loadPackages(): Promise<void> {
  const { satelliteType, actions } = flightViewState()
  if (satelliteType === '') return
  const reply = await ask('flight:packages', { satelliteType })
  if (reply.ok) actions.packagesReceived(satelliteType, reply.value)
}

/** The numbers that are plotted. */
function plottedNow(): ChannelName[] {
  return flightChannelsState().plotted.map(({ name }) => name)
}

async function loadWhole(): Promise<void> {
  const { scope, widthPx, actions } = flightViewState()
  if (scope === null) return
  const data = flightDataState().actions
  const reply = await ask('flight:series', {
    scope,
    window: null,
    channels: plottedNow(),
    buckets: widthPx,
  })
  if (!reply.ok) {
    data.failed(scope, reply.failure.message)
    return
  }
  data.wholeReceived(scope, reply.value)
  actions.extentReceived(scope, extentOf(reply.value))
}

async function loadFine(): Promise<void> {
  const { scope } = flightViewState()
  const asked = question()
  const { actions } = flightDataState()
  if (scope === null || asked === null) return
  const reply = await ask('flight:series', { scope, ...asked, channels: plottedNow() })
  if (reply.ok) actions.fineReceived(scope, reply.value)
  else actions.failed(scope, reply.failure.message)
}

/** One question is under way; the next is for what is looked at by then. */
const fines = createRefresher(loadFine, 0)

async function loadStrips(): Promise<void> {
  const { scope } = flightViewState()
  const asked = question()
  if (scope === null || asked === null) return
  const { marksReceived, statusesReceived, failed } = flightDataState().actions
  const channels = flightChannelsState().strips.map(({ name }) => name)
  const statuses = await ask('flight:statuses', { scope, ...asked, channels })
  if (statuses.ok) statusesReceived(scope, statuses.value)
  else failed(scope, statuses.failure.message)
  const marks = await ask('flight:marks', { scope, ...asked })
  if (marks.ok) marksReceived(scope, marks.value)
  else failed(scope, marks.failure.message)
}

/** Whether the type has a position at all. */
function hasPosition(): boolean {
  const channels = flightChannelsState()
  return nameOfRole(channels, 'latitude') !== null && nameOfRole(channels, 'longitude') !== null
}

async function loadGround(): Promise<void> {
  const { scope, span, colour } = flightViewState()
  if (scope === null || span === null || !hasPosition()) return
  const reply = await ask('flight:track', {
    scope,
    window: span,
    points: TRACK_POINTS,
    colour: colour === '' ? null : colour,
  })
  const { trackReceived, failed } = flightDataState().actions
  if (reply.ok) trackReceived(scope, reply.value, colour)
  else failed(scope, reply.failure.message)
}

async function loadScatter(): Promise<void> {
  const { scope, span, against } = flightViewState()
  if (scope === null || span === null || against.x === '' || against.y === '') return
  const reply = await ask('flight:scatter', {
    scope,
    window: span,
    ...against,
    points: SCATTER_POINTS,
    bins: SCATTER_BINS,
  })
  const { scatterReceived, failed } = flightDataState().actions
  if (reply.ok) scatterReceived(scope, reply.value, against)
  else failed(scope, reply.failure.message)
}

const strips = createRefresher(loadStrips, 0)
const grounds = createRefresher(loadGround, 0)
const scatters = createRefresher(loadScatter, 0)

/** Asks for finer buckets where those that are there will not do. */
function askForSpan(): void {
  const { whole, fine } = flightDataState()
  if (!servesAhead(whole) && !servesAhead(fine)) fines.ask()
}

/** Where the coarse buckets will do again, nothing is left of what was looked at closer before. */
function leaveFine(): void {
  const { scope, span } = flightViewState()
  const { whole, fine, actions } = flightDataState()
  if (scope === null || span === null || fine === null || covers(fine, span)) return
  if (servesNow(whole)) actions.fineReceived(scope, null)
}

function askForRest(): void {
  axisRests()
  leaveFine()
  askForSpan()
  strips.ask()
  grounds.ask()
  scatters.ask()
}

/** Asks for everything again: a package has come, grown or gone. */
const all = createRefresher(async () => {
  const { scope } = flightViewState()
  await loadSatellites()
  // What was opened just now is being loaded already.
  if (scope === null || scope !== flightViewState().scope) return
  if (scope !== null) await loadChannels(scope)
  await loadWhole()
  fines.ask()
  askForRest()
}, REFRESH_MS)

/** The channels come first: they say what is plotted. */
async function loadOpened(scope: FlightScope): Promise<void> {
  await loadChannels(scope)
  if (flightViewState().scope === scope) await loadWhole()
}

function openScope(scope: FlightScope, satelliteType: string): void {
  flightViewState().actions.scopeChosen(scope, satelliteType)
  flightDataState().actions.scopeOpened(scope)
  flightRecordsState().actions.scopeOpened(scope)
  momentState().actions.momentCleared()
  void loadOpened(scope)
  refreshRecords()
  if (flightViewState().packages === null) void loadPackages()
}

/** Looks at all packages of a satellite type. */
export function openSatellite(satelliteType: string): void {
  openScope({ kind: 'satellite', satelliteType }, satelliteType)
}

/** Looks at one package. */
export function openPackage(fileId: FileId, satelliteType: string): void {
  openScope({ kind: 'file', fileId }, satelliteType)
}

/** Opens the view on a package; as it was left, where it shows this one. */
export function openFlightOf(fileId: FileId, satelliteType: string): void {
  const { scope } = flightViewState()
  if (scope?.kind !== 'file' || scope.fileId !== fileId) openPackage(fileId, satelliteType)
  navigationState().actions.placeChosen({ view: 'flight' })
}

/**
 * Loads what the view opens with as soon as there is something to load, so that it is on the screen
 * at once when it is opened.
 */
export function prepareFlight(): void {
  const end = onStationChange(({ status }) => {
    if ((status?.totals.importedLines ?? 0) === 0) return
    end()
    // After the questions of the window's first view.
    setTimeout(() => {
      if (flightViewState().scope === null) void loadSatellites()
    })
  })
}

/** Asks again, after it could not be had. */
export function retryFlight(): void {
  const { scope } = flightViewState()
  if (scope !== null) void loadOpened(scope)
}

/** Keeps what is shown in step with what is looked at and what comes in; returns what ends it. */
export function followFlight(): () => void {
  let rest: ReturnType<typeof setTimeout> | null = null
  const rests = (): void => {
    if (rest !== null) clearTimeout(rest)
    rest = setTimeout(askForRest, REST_MS)
  }
  let seen = contentsNow()
  if (shownContents === '' || shownContents !== seen) all.ask()
  else askForRest()
  const ends = [
    onFlightView((state, before) => {
      if (state.span !== before.span || state.widthPx !== before.widthPx) {
        axisMoved(before.span, state.span)
        if (state.scope === before.scope && before.span !== null) askForSpan()
        // What a view opens with is wanted at once.
        if (before.span === null) askForRest()
        else rests()
      }
      if (state.colour !== before.colour) grounds.ask()
      if (state.against !== before.against) scatters.ask()
    }),
    onFlightChannels((state, before) => {
      if (state.type !== before.type || state.channels !== before.channels) return
      if (state.plotted !== before.plotted) {
        void loadWhole()
        fines.ask()
      }
      if (state.strips !== before.strips) strips.ask()
    }),
    onStationChange(() => {
      const now = contentsNow()
      if (now === seen) return
      seen = now
      all.ask()
      if (flightViewState().scope !== null) refreshRecords()
    }),
  ]
  return () => {
    if (rest !== null) clearTimeout(rest)
    for (const end of ends) end()
  }
}
