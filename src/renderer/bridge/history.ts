import { MAX_EVENTS, type HistoryEventKind } from '#shared/history/events'
import { troubleKinds } from '#shared/history/troubleKinds'
import { MAX_HISTORY_BUCKETS } from '#shared/history/series'
import { historyDataState } from '../stores/history/data'
import { historyViewState, onHistoryView, shownUs, type EventFilter } from '../stores/history/view'
import { navigationState } from '../stores/navigation/navigation'
import { spanUs } from '../ui/plot/timeSpan'
import { createRefresher } from './refresher'
import { ask } from './station'
import { tell } from './tell'

/** What happens meanwhile is shown this often... */
const EVERY_MS = 1_000
/** ...and this often where a point on the screen stands for a minute or more. */
const COARSE_EVERY_MS = 10_000
const COARSE_BUCKET_MS = 60_000
/** Loaded on either side of what is looked at, in lengths of it, for whoever pans. */
const SPARE = 0.5

const kindsOf: Readonly<Record<EventFilter, readonly HistoryEventKind[] | null>> = {
  all: null,
  trouble: troubleKinds,
  files: ['file-began', 'file-ended'],
}

async function loadSeries(): Promise<void> {
  const { span, follows, nowUs, widthPx, actions } = historyViewState()
  const nowMs = nowUs === 0 ? Date.now() : nowUs / 1000
  const lengthMs = spanUs(span) / 1000
  // Before the station has told its clock, the newest stretch is asked for.
  const toMs = nowUs === 0 ? nowMs : span.toUs / 1000
  const spareMs = follows ? 0 : lengthMs * SPARE
  const reply = await ask('history:series', {
    fromMs: Math.max(0, Math.floor(toMs - lengthMs - spareMs)),
    toMs: Math.ceil(toMs + spareMs),
    buckets: Math.min(MAX_HISTORY_BUCKETS, Math.ceil(widthPx * (1 + (2 * spareMs) / lengthMs))),
  })
  if (!reply.ok) {
    historyDataState().actions.seriesFailed(reply.failure.message)
    return
  }
  const { nowMs: toldMs, firstMs } = reply.value
  historyDataState().actions.seriesReceived(reply.value)
  actions.clockTold(toldMs * 1000, firstMs === null ? null : firstMs * 1000)
}

async function loadEvents(): Promise<void> {
  const { filter, listedToUs } = historyViewState()
  const reply = await ask('history:events', {
    fromMs: null,
    toMs: listedToUs === null ? null : Math.ceil(listedToUs / 1000),
    kinds: kindsOf[filter],
    end: 'last',
    limit: MAX_EVENTS,
  })
  const { eventsReceived, eventsFailed } = historyDataState().actions
  if (reply.ok) eventsReceived(reply.value)
  else eventsFailed(reply.failure.message)
}

const series = createRefresher(loadSeries, 0)
const events = createRefresher(loadEvents, 100)

/** Asks again, after it could not be had. */
export function retryHistory(): void {
  series.ask()
  events.ask()
}

/** Keeps plots and list in step with what is looked at and what happens; returns what ends it. */
export function followHistory(): () => void {
  retryHistory()
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
    const isCoarse = (historyDataState().series?.bucketMs ?? 0) >= COARSE_BUCKET_MS
    if (!isCoarse || ticks % (COARSE_EVERY_MS / EVERY_MS) === 0) series.ask()
    events.ask()
  }, EVERY_MS)
  const unlisten = onHistoryView((state, before) => {
    const isMoved = state.span !== before.span && state.nowUs === before.nowUs
    if (isMoved || state.widthPx !== before.widthPx) series.ask()
    if (state.filter !== before.filter || state.listedToUs !== before.listedToUs) events.ask()
  })
  return () => {
    clearInterval(timer)
    unlisten()
  }
}

/** One step after the other, or two quick ones would both begin at the same moment. */
let going: Promise<void> = Promise.resolve()

/** Goes to the next thing on the time axis, or the one before, from the moment that is shown. */
export function goToTrouble(way: 'before' | 'after'): Promise<void> {
  going = going.then(() => stepToTrouble(way))
  return going
}

async function stepToTrouble(way: 'before' | 'after'): Promise<void> {
  const state = historyViewState()
  // From the moment that is shown; else, backwards, from the end of what is: of all, where that is now.
  const { span, follows } = state
  const endUs = follows ? Infinity : span.toUs
  const fromMs = (shownUs(state) ?? (way === 'before' ? endUs : span.fromUs)) / 1000
  const reply = await ask('history:events', {
    fromMs: way === 'after' ? Math.floor(fromMs) + 1 : null,
    toMs: way === 'before' && fromMs !== Infinity ? Math.ceil(fromMs) : null,
    kinds: troubleKinds,
    end: way === 'before' ? 'last' : 'first',
    limit: 1,
  })
  if (!reply.ok) {
    tell({ tone: 'bad', text: reply.failure.message })
    return
  }
  const [event] = reply.value.events
  if (event === undefined) {
    const text = `There is nothing of note ${way === 'before' ? 'before' : 'after'} this moment.`
    tell({ tone: 'attention', text })
    return
  }
  const isListed = historyDataState().events?.some(({ id }) => id === event.id) ?? false
  state.actions.eventChosen(event, isListed)
}

/** Opens the page of the file that an event is of. */
export function openEventFile(fileId: number): void {
  navigationState().actions.placeChosen({ view: 'file', fileId })
}
