import type { Coverage, FlownSatellite } from '#shared/flight/coverage'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Which package of a satellite has which time. */
interface CoverageState {
  /** Null until they were loaded. */
  readonly satellites: readonly FlownSatellite[] | null
  /** Null as long as no satellite is chosen. */
  readonly satelliteType: string | null
  readonly coverage: Coverage | null
  /** The package that the list has chosen, by its id. */
  readonly chosenId: number | null
  /** Why it could not be read, in words. */
  readonly failure: string | null
  readonly actions: {
    readonly satellitesReceived: (satellites: readonly FlownSatellite[]) => void
    readonly satelliteChosen: (satelliteType: string) => void
    readonly coverageReceived: (coverage: Coverage) => void
    readonly packageChosen: (fileId: number) => void
    readonly failed: (reason: string) => void
  }
}

const store = createStore<CoverageState>()((set) => ({
  satellites: null,
  satelliteType: null,
  coverage: null,
  chosenId: null,
  failure: null,
  actions: {
    satellitesReceived: (satellites) =>
      set(({ satelliteType }) => ({
        satellites,
        satelliteType: satelliteType ?? satellites[0]?.satelliteType ?? null,
        failure: null,
      })),
    satelliteChosen: (satelliteType) =>
      set((state) =>
        state.satelliteType === satelliteType
          ? state
          : { satelliteType, coverage: null, chosenId: null },
      ),
    coverageReceived: (coverage) =>
      set((state) =>
        state.satelliteType === coverage.satelliteType ? { coverage, failure: null } : state,
      ),
    packageChosen: (chosenId) => set({ chosenId }),
    failed: (failure) => set({ failure }),
  },
}))

export const useCoverage = <T>(select: (state: CoverageState) => T): T => useStore(store, select)
export const coverageState = store.getState
