import type { HistoryEvent } from '#shared/history/events'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { panned, showing, spanUs, zoomed, type TimeSpan } from '../../ui/plot/timeSpan'

const SECOND_US = 1e6

/** Lengths of time that a key leads to, shortest first. */
export const historyRanges = [
  { id: '5min', name: '5 min', us: 300 * SECOND_US },
  { id: '1h', name: '1 h', us: 3600 * SECOND_US },
  { id: '24h', name: '24 h', us: 86_400 * SECOND_US },
  { id: '30d', name: '30 days', us: 30 * 86_400 * SECOND_US },
] as const
export type HistoryRange = (typeof historyRanges)[number]

/** Nothing is known of less than a second. */
const LEAST_US = 20 * SECOND_US
const [SHORTEST, , , LONGEST] = historyRanges

export type EventFilter = 'all' | 'trouble' | 'files'

/** What of the pipeline's history is looked at. */
interface HistoryViewState {
  readonly span: TimeSpan
  /** Whether the end of what is shown is now. */
  readonly follows: boolean
  /** The station's clock; 0 before it told. */
  readonly nowUs: number
  /** Since when there is any history; null before that is known, and without any. */
  readonly firstUs: number | null
  readonly widthPx: number
  /** Where the pointer is; null elsewhere. */
  readonly pointedUs: number | null
  /** The moment that was chosen, and the event that it is of. */
  readonly chosenUs: number | null
  readonly chosen: HistoryEvent | null
  readonly filter: EventFilter
  /** The events that are listed are before it; null for all. */
  readonly listedToUs: number | null
  readonly actions: {
    readonly clockTold: (nowUs: number, firstUs: number | null) => void
    readonly widthMeasured: (widthPx: number) => void
    readonly rangeChosen: (range: HistoryRange) => void
    readonly nowChosen: () => void
    readonly spanChosen: (span: TimeSpan) => void
    readonly pannedBy: (share: number) => void
    /** Without a moment the middle stays where it is; while one follows, the end does. */
    readonly zoomedBy: (factor: number, atUs?: number) => void
    readonly pointed: (us: number | null) => void
    readonly momentChosen: (us: number) => void
    /** With `isListed` the list stays as it is. */
    readonly eventChosen: (event: HistoryEvent, isListed: boolean) => void
    readonly momentCleared: () => void
    readonly filterChosen: (filter: EventFilter) => void
  }
}

/** The span, no shorter and no longer than makes sense, between the first moment and now. */
function bounded(span: TimeSpan, nowUs: number, firstUs: number | null): TimeSpan {
  const length = Math.round(Math.min(Math.max(spanUs(span), LEAST_US), LONGEST.us))
  const earliest = Math.min(firstUs ?? nowUs, nowUs - length)
  const fromUs = Math.round(Math.min(Math.max(span.fromUs, earliest), nowUs - length))
  return { fromUs, toUs: fromUs + length }
}

const store = createStore<HistoryViewState>()((set) => {
  const moved = (change: (span: TimeSpan) => TimeSpan): void => {
    set(({ span, nowUs, firstUs }) => {
      if (nowUs === 0) return {}
      const next = bounded(change(span), nowUs, firstUs)
      const follows = next.toUs >= nowUs
      return { span: next, follows, listedToUs: follows ? null : next.toUs }
    })
  }
  const following = (lengthUs: number): void => {
    set(({ nowUs, firstUs }) => ({
      span: bounded({ fromUs: nowUs - lengthUs, toUs: nowUs }, nowUs, firstUs),
      follows: true,
      listedToUs: null,
      pointedUs: null,
      chosenUs: null,
      chosen: null,
    }))
  }
  return {
    span: { fromUs: 0, toUs: SHORTEST.us },
    follows: true,
    nowUs: 0,
    firstUs: null,
    widthPx: 800,
    pointedUs: null,
    chosenUs: null,
    chosen: null,
    filter: 'all',
    listedToUs: null,
    actions: {
      clockTold(nowUs, firstUs) {
        set(({ span, follows, nowUs: before }) => {
          // A moment that was told already moves nothing, or it would be asked for again.
          if (!follows || nowUs === before) return { nowUs, firstUs }
          const length = spanUs(span)
          return { nowUs, firstUs, span: { fromUs: nowUs - length, toUs: nowUs } }
        })
      },
      widthMeasured: (widthPx) => set({ widthPx }),
      rangeChosen(range) {
        const { follows, chosenUs } = store.getState()
        if (follows || chosenUs === null) following(range.us)
        else moved(() => ({ fromUs: chosenUs - range.us / 2, toUs: chosenUs + range.us / 2 }))
      },
      nowChosen: () => following(spanUs(store.getState().span)),
      spanChosen: (span) => moved(() => span),
      pannedBy: (share) => moved((span) => panned(span, share)),
      zoomedBy(factor, atUs) {
        const { follows, nowUs } = store.getState()
        moved((span) =>
          zoomed(span, factor, follows ? nowUs : (atUs ?? (span.fromUs + span.toUs) / 2)),
        )
      },
      pointed: (pointedUs) => set({ pointedUs }),
      momentChosen: (chosenUs) => set({ chosenUs, chosen: null, pointedUs: null, follows: false }),
      eventChosen(event, isListed) {
        set(({ span, nowUs, firstUs, listedToUs }) => {
          const chosenUs = event.atMs * 1000
          const next = bounded(showing(span, chosenUs), nowUs, firstUs)
          return {
            span: next,
            follows: false,
            chosenUs,
            chosen: event,
            pointedUs: null,
            listedToUs: isListed ? listedToUs : next.toUs,
          }
        })
      },
      momentCleared: () => set({ pointedUs: null, chosenUs: null, chosen: null }),
      filterChosen: (filter) => set({ filter }),
    },
  }
})

export const useHistoryView = <T>(select: (state: HistoryViewState) => T): T =>
  useStore(store, select)
export const historyViewState = store.getState
export const onHistoryView = (
  listener: (state: HistoryViewState, before: HistoryViewState) => void,
): (() => void) => store.subscribe(listener)

/** The moment that everything shows; null for the newest. */
export function shownUs({ pointedUs, chosenUs }: HistoryViewState): number | null {
  return pointedUs ?? chosenUs
}
