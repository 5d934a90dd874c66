import type {
  Coverage,
  CoverageAt,
  CoveredPackage,
  CoveredPage,
  FlownSatellite,
} from '#shared/flight/coverage'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { panned, showing, within, withRoom, zoomed, type TimeSpan } from '../../ui/plot/timeSpan'
import { nothingLoaded, withPage, type LoadedRows } from '../paging/loadedRows'

/** Which package of a satellite has which time. */
interface CoverageState {
  /** Null until they were loaded. */
  readonly satellites: readonly FlownSatellite[] | null
  /** Null as long as no satellite is chosen. */
  readonly satelliteType: string | null
  readonly coverage: Coverage | null
  /** All the time that there is, with some room; null without any. */
  readonly whole: TimeSpan | null
  /** What of it is looked at; null for all, also of what is still to come. */
  readonly zoom: TimeSpan | null
  /** The columns of the packages in the list. */
  readonly columns: Pick<CoveredPage, 'fromUs' | 'columnUs'>
  /** Packages by their beginning, as far as they are loaded. */
  readonly list: LoadedRows<CoveredPackage>
  /** The place in the list of the package that is chosen. */
  readonly chosen: number | null
  /** Where the pointer is; null elsewhere. */
  readonly pointedUs: number | null
  /** What there is of the moment that was chosen. */
  readonly moment: CoverageAt | null
  /** Width of the line, px. */
  readonly widthPx: number
  /** Why it could not be read, in words. */
  readonly failure: string | null
  readonly actions: {
    readonly satellitesReceived: (satellites: readonly FlownSatellite[]) => void
    readonly satelliteChosen: (satelliteType: string) => void
    readonly coverageReceived: (coverage: Coverage) => void
    readonly pageReceived: (satelliteType: string, page: number, packages: CoveredPage) => void
    readonly packageChosen: (place: number) => void
    readonly widthMeasured: (widthPx: number) => void
    readonly pointed: (us: number | null) => void
    readonly spanChosen: (span: TimeSpan) => void
    /** Without a moment the middle stays where it is. */
    readonly zoomedBy: (factor: number, atUs?: number) => void
    readonly pannedBy: (share: number) => void
    readonly allChosen: () => void
    /** The moment is in sight then, and its package is the chosen one. */
    readonly momentReceived: (satelliteType: string, moment: CoverageAt) => void
    readonly momentCleared: () => void
    readonly failed: (failure: string) => void
  }
}

const nothing = {
  coverage: null,
  whole: null,
  zoom: null,
  columns: { fromUs: 0, columnUs: 1 },
  list: nothingLoaded,
  chosen: null,
  pointedUs: null,
  moment: null,
} as const

const store = createStore<CoverageState>()((set) => {
  const moved = (change: (span: TimeSpan) => TimeSpan): void => {
    set(({ zoom, whole }) => {
      if (whole === null) return {}
      const next = within(change(zoom ?? whole), whole)
      const isAll = next.fromUs === whole.fromUs && next.toUs === whole.toUs
      return { zoom: isAll ? null : next }
    })
  }
  return {
    satellites: null,
    satelliteType: null,
    ...nothing,
    widthPx: 1_000,
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
          state.satelliteType === satelliteType ? state : { satelliteType, ...nothing },
        ),
      coverageReceived: (coverage) =>
        set((state) => {
          if (state.satelliteType !== coverage.satelliteType) return state
          const { whole } = coverage
          return {
            coverage,
            whole: whole === null ? null : withRoom(whole.fromUs, whole.toUs),
            failure: null,
          }
        }),
      pageReceived: (satelliteType, page, { total, rows, ...columns }) =>
        set((state) => {
          if (state.satelliteType !== satelliteType) return {}
          // Pages of other columns than these would be drawn in the wrong place.
          const isSame =
            columns.fromUs === state.columns.fromUs && columns.columnUs === state.columns.columnUs
          const before = isSame ? state.list : nothingLoaded
          return { columns, list: withPage<CoveredPackage>(before, page, total, rows) }
        }),
      packageChosen: (chosen) => set({ chosen }),
      widthMeasured: (widthPx) => set({ widthPx }),
      pointed: (pointedUs) => set({ pointedUs }),
      spanChosen: (span) => moved(() => span),
      zoomedBy: (factor, atUs) =>
        moved((span) => zoomed(span, factor, atUs ?? (span.fromUs + span.toUs) / 2)),
      pannedBy: (share) => moved((span) => panned(span, share)),
      allChosen: () => set({ zoom: null }),
      momentReceived(satelliteType, moment) {
        if (store.getState().satelliteType !== satelliteType) return
        moved((span) => showing(span, moment.us))
        set({ moment, chosen: moment.place })
      },
      momentCleared: () => set({ moment: null }),
      failed: (failure) => set({ failure }),
    },
  }
})

export const useCoverage = <T>(select: (state: CoverageState) => T): T => useStore(store, select)
export const coverageState = store.getState
/** Calls back after each change; returns the function that ends it. */
export const onCoverage = (
  listener: (state: CoverageState, before: CoverageState) => void,
): (() => void) => store.subscribe(listener)

/** The time that the view shows; null without any. */
export const shownSpan = ({
  zoom,
  whole,
}: Pick<CoverageState, 'zoom' | 'whole'>): TimeSpan | null => zoom ?? whole
