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
  readonly failure: string | null
  readonly actions: {
    readonly seriesReceived: (series: HistorySeries) => void
    readonly eventsReceived: (page: HistoryEventPage) => void
    readonly failed: (reason: string) => void
  }
}

const store = createStore<HistoryDataState>()((set) => ({
  series: null,
  points: new Map(),
  gaps: { fromUs: [], toUs: [] },
  events: null,
  total: 0,
  failure: null,
  actions: {
    seriesReceived(series) {
      set({
        series,
        points: new Map(historyChannels.map((name) => [name, pointsOf(series, name)])),
        gaps: gapsOf(series),
        failure: null,
      })
    },
    eventsReceived({ total, events }) {
      set((state) => ({ total, events: reuse(state.events, events.toReversed()), failure: null }))
    },
    failed: (failure) => set({ failure }),
  },
}))

export const useHistoryData = <T>(select: (state: HistoryDataState) => T): T =>
  useStore(store, select)
export const historyDataState = store.getState
