import { historyChannels, type HistoryChannel } from '#shared/history/channels'
import type { HistoryEvent, HistoryEventPage } from '#shared/history/events'
import type { HistorySeries } from '#shared/history/series'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { GapTimes } from '../../ui/plot/ChannelPlot'
import type { PlotPoints } from '../../ui/plot/points'
import { reuse } from '../reuse'
import { gapsOf, pointsOf } from './points'

/** What the station answered about its history. */
interface HistoryDataState {
  /** null until it came for the first time. */
  readonly series: HistorySeries | null
  readonly points: ReadonlyMap<HistoryChannel, PlotPoints>
  readonly gaps: GapTimes
  /** The newest first; null until they came for the first time. */
  readonly events: readonly HistoryEvent[] | null
  /** How many there are up to then, listed or not. */
  readonly total: number
  /** Why each could not be had when it was last asked for. */
  readonly seriesFailure: string | null
  readonly eventsFailure: string | null
  readonly actions: {
    readonly seriesReceived: (series: HistorySeries) => void
    readonly eventsReceived: (page: HistoryEventPage) => void
    readonly seriesFailed: (reason: string) => void
    readonly eventsFailed: (reason: string) => void
  }
}

const store = createStore<HistoryDataState>()((set) => ({
  series: null,
  points: new Map(),
  gaps: { fromUs: [], toUs: [] },
  events: null,
  total: 0,
  seriesFailure: null,
  eventsFailure: null,
  actions: {
    seriesReceived(series) {
      set({
        series,
        points: new Map(historyChannels.map((name) => [name, pointsOf(series, name)])),
        gaps: gapsOf(series),
        seriesFailure: null,
      })
    },
    eventsReceived({ total, events }) {
      set((state) => ({
        total,
        events: reuse(state.events, events.toReversed()),
        eventsFailure: null,
      }))
    },
    seriesFailed: (seriesFailure) => set({ seriesFailure }),
    eventsFailed: (eventsFailure) => set({ eventsFailure }),
  },
}))

export const useHistoryData = <T>(select: (state: HistoryDataState) => T): T =>
  useStore(store, select)
/** Why not all of it can be shown; null where all can. */
export const useHistoryFailure = (): string | null =>
  useHistoryData((s) => s.seriesFailure ?? s.eventsFailure)
export const historyDataState = store.getState
