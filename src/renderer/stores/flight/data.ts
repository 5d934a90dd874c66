import type { Marks } from '#shared/flight/marks'
import type { ChannelName, FlightScope } from '#shared/flight/scope'
import type { Scatter } from '#shared/flight/scatter'
import type { Series } from '#shared/flight/series'
import type { Statuses } from '#shared/flight/statuses'
import type { Track } from '#shared/flight/track'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { noPoints, type PlotPoints } from '../../ui/plot/points'
import { mergedGaps, noGaps, type GapList } from './gaps'
import { plotPoints, plotTimes } from './points'
import { withWords } from './words'

/** What the station answered about the scope; the last of each kind stays until the next is there. */
interface FlightDataState {
  readonly scope: FlightScope | null
  /** All the time of the scope, coarse. */
  readonly whole: Series | null
  /** The stretch that is looked at, and some on both sides. */
  readonly fine: Series | null
  /** Of the channels that either has. */
  readonly points: ReadonlyMap<ChannelName, PlotPoints>
  /** The time that there are records of, whatever channels these have. */
  readonly times: PlotPoints
  readonly gaps: GapList
  readonly marks: Marks | null
  readonly statuses: Statuses | null
  /** What instruments said in all that was looked at, by name. */
  readonly words: readonly string[]
  readonly track: Track | null
  /** The channel that the track's colours are of. */
  readonly trackColour: ChannelName
  readonly scatter: Scatter | null
  readonly scatterAxes: { readonly x: ChannelName; readonly y: ChannelName }
  readonly failure: string | null
  readonly actions: {
    readonly scopeOpened: (scope: FlightScope) => void
    readonly wholeReceived: (scope: FlightScope, whole: Series) => void
    readonly fineReceived: (scope: FlightScope, fine: Series | null) => void
    readonly marksReceived: (scope: FlightScope, marks: Marks) => void
    readonly statusesReceived: (scope: FlightScope, statuses: Statuses) => void
    readonly trackReceived: (scope: FlightScope, track: Track | null, colour: ChannelName) => void
    readonly scatterReceived: (
      scope: FlightScope,
      scatter: Scatter,
      axes: { readonly x: ChannelName; readonly y: ChannelName },
    ) => void
    readonly failed: (scope: FlightScope, reason: string) => void
  }
}

const nothing = {
  whole: null,
  fine: null,
  points: new Map<ChannelName, PlotPoints>(),
  times: noPoints,
  gaps: noGaps,
  marks: null,
  statuses: null,
  words: [],
  track: null,
  scatter: null,
  failure: null,
}

function drawn(
  whole: Series | null,
  fine: Series | null,
): Pick<FlightDataState, 'points' | 'times' | 'gaps'> {
  const gaps = mergedGaps([whole, fine].flatMap((series) => (series === null ? [] : [series.gaps])))
  const all = [whole, fine].flatMap((series) => series?.channels ?? [])
  const names = [...new Set(all.map(({ name }) => name))]
  const points = plotPoints(names, whole, fine, gaps)
  return { gaps, points, times: plotTimes(whole, fine, gaps) }
}

const store = createStore<FlightDataState>()((set) => {
  const receive = (
    scope: FlightScope,
    change: (state: FlightDataState) => Partial<FlightDataState>,
  ): void => {
    set((state) => (state.scope === scope ? { failure: null, ...change(state) } : {}))
  }
  return {
    scope: null,
    ...nothing,
    trackColour: '',
    scatterAxes: { x: '', y: '' },
    actions: {
      scopeOpened: (scope) => set({ scope, ...nothing }),
      wholeReceived: (scope, whole) =>
        receive(scope, ({ fine }) => ({ whole, ...drawn(whole, fine) })),
      fineReceived: (scope, fine) =>
        receive(scope, ({ whole }) => ({ fine, ...drawn(whole, fine) })),
      marksReceived: (scope, marks) => receive(scope, () => ({ marks })),
      statusesReceived: (scope, statuses) =>
        receive(scope, ({ words }) => ({ statuses, words: withWords(words, statuses) })),
      trackReceived: (scope, track, trackColour) => receive(scope, () => ({ track, trackColour })),
      scatterReceived: (scope, scatter, scatterAxes) =>
        receive(scope, () => ({ scatter, scatterAxes })),
      failed: (scope, failure) => receive(scope, () => ({ failure })),
    },
  }
})

export const useFlightData = <T>(select: (state: FlightDataState) => T): T =>
  useStore(store, select)
export const flightDataState = store.getState
