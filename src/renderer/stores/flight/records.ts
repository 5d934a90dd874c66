import type { FlightRecord } from '#shared/flight/records'
import type { FlightScope } from '#shared/flight/scope'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { nothingLoaded, withPage, type LoadedRows } from '../paging/loadedRows'

/** Every record of the scope, package by package, as far as it is loaded. */
interface FlightRecordsState {
  readonly scope: FlightScope | null
  readonly list: LoadedRows<FlightRecord>
  readonly actions: {
    readonly scopeOpened: (scope: FlightScope) => void
    readonly pageReceived: (
      scope: FlightScope,
      page: number,
      total: number,
      rows: readonly FlightRecord[],
    ) => void
  }
}

const store = createStore<FlightRecordsState>()((set) => ({
  scope: null,
  list: nothingLoaded,
  actions: {
    scopeOpened: (scope) => set({ scope, list: nothingLoaded }),
    pageReceived: (scope, page, total, rows) =>
      set((state) =>
        state.scope === scope ? { list: withPage(state.list, page, total, rows) } : {},
      ),
  },
}))

export const useFlightRecords = <T>(select: (state: FlightRecordsState) => T): T =>
  useStore(store, select)
export const flightRecordsState = store.getState
