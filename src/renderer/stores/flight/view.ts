import type { NamedPackage, FlownSatellite } from '#shared/flight/coverage'
import type { ChannelName, FlightScope } from '#shared/flight/scope'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import {
  onPixels,
  panned,
  showing,
  spanUs,
  within,
  withRoom,
  zoomedOnPixels,
  type TimeSpan,
} from '../../ui/plot/timeSpan'
import { reuse } from '../reuse'

/** The first and the last moment of records, microseconds, and how many there are. */
export interface FlightExtent {
  readonly firstUs: number
  readonly lastUs: number
  readonly records: number
}

/** What the flight view looks at: the packages, and the stretch of their time. */
interface FlightViewState {
  /** Satellite types that have records; null until they were asked for. */
  readonly satellites: readonly FlownSatellite[] | null
  readonly scope: FlightScope | null
  /** The satellite type of the scope; '' before there is one. */
  readonly satelliteType: string
  /** All packages with records of this type; null until they were asked for. */
  readonly packages: readonly NamedPackage[] | null
  /** All the time that there are records of; undefined while it loads, null without any. */
  readonly whole: TimeSpan | null | undefined
  /** Its first and last record; null while `whole` is none. */
  readonly extent: FlightExtent | null
  readonly span: TimeSpan | null
  /** Width of the plots, px. */
  readonly widthPx: number
  /** The channel that colours the track; '' before there is one, as below. */
  readonly colour: ChannelName
  readonly against: { readonly x: ChannelName; readonly y: ChannelName }
  readonly actions: {
    readonly satellitesReceived: (satellites: readonly FlownSatellite[]) => void
    readonly packagesReceived: (satelliteType: string, packages: readonly NamedPackage[]) => void
    readonly scopeChosen: (scope: FlightScope, satelliteType: string) => void
    readonly extentReceived: (scope: FlightScope, extent: FlightExtent | null) => void
    readonly widthMeasured: (widthPx: number) => void
    readonly spanChosen: (span: TimeSpan) => void
    readonly pannedBy: (share: number) => void
    /** Without a moment the middle stays where it is. */
    readonly zoomedBy: (factor: number, atUs?: number) => void
    readonly allChosen: () => void
    readonly momentShown: (us: number) => void
    readonly colourChosen: (colour: ChannelName) => void
    readonly axisChosen: (axis: 'x' | 'y', channel: ChannelName) => void
  }
}

const store = createStore<FlightViewState>()((set) => {
  const moved = (change: (span: TimeSpan, widthPx: number) => TimeSpan): void => {
    set(({ whole, span, widthPx }) => {
      if (!whole || span === null) return {}
      const next = within(onPixels(change(span, widthPx), widthPx), whole)
      return next.fromUs === span.fromUs && next.toUs === span.toUs ? {} : { span: next }
    })
  }
  return {
    satellites: null,
    scope: null,
    satelliteType: '',
    packages: null,
    whole: undefined,
    extent: null,
    span: null,
    widthPx: 800,
    colour: '',
    against: { x: '', y: '' },
    actions: {
      satellitesReceived(satellites) {
        set((state) => ({ satellites: reuse(state.satellites, satellites) }))
      },
      packagesReceived(satelliteType, packages) {
        set((state) =>
          state.satelliteType === satelliteType
            ? { packages: reuse(state.packages, packages) }
            : {},
        )
      },
      scopeChosen(scope, satelliteType) {
        set((state) => ({
          scope,
          satelliteType,
          packages: state.satelliteType === satelliteType ? state.packages : null,
          whole: undefined,
          span: null,
          extent: null,
        }))
      },
      extentReceived(scope, extent) {
        set((state) => {
          if (state.scope !== scope) return {}
          if (extent === null) return { whole: null, span: null, extent: null }
          const { whole: before, span, widthPx } = state
          const whole = onPixels(withRoom(extent.firstUs, extent.lastUs), widthPx)
          // Whoever looks at all of it sees what comes in too; else the view stands still.
          const all =
            !before || span === null || (span.fromUs === before.fromUs && span.toUs === before.toUs)
          return {
            whole: reuse(before ?? null, whole),
            span: all ? reuse(span, whole) : within(span, whole),
            extent: reuse(state.extent, extent),
          }
        })
      },
      widthMeasured(widthPx) {
        set(({ widthPx: before, extent, whole, span }) => {
          if (before === widthPx) return {}
          if (extent === null || !whole || span === null) return { widthPx }
          const all = onPixels(withRoom(extent.firstUs, extent.lastUs), widthPx)
          const isAll = span.fromUs === whole.fromUs && span.toUs === whole.toUs
          return {
            widthPx,
            whole: all,
            span: isAll ? all : within(onPixels(span, widthPx), all),
          }
        })
      },
      spanChosen: (span) => moved(() => span),
      pannedBy: (share) => moved((span) => panned(span, share)),
      zoomedBy: (factor, atUs) =>
        moved((span, widthPx) =>
          zoomedOnPixels(span, factor, atUs ?? span.fromUs + spanUs(span) / 2, widthPx),
        ),
      allChosen: () => set(({ whole }) => (whole ? { span: whole } : {})),
      momentShown: (us) => moved((span) => showing(span, us)),
      colourChosen: (colour) => set({ colour }),
      axisChosen: (axis, channel) =>
        set(({ against }) => ({ against: { ...against, [axis]: channel } })),
    },
  }
})

export const useFlightView = <T>(select: (state: FlightViewState) => T): T =>
  useStore(store, select)
export const flightViewState = store.getState
export const onFlightView = (
  listener: (state: FlightViewState, before: FlightViewState) => void,
): (() => void) => store.subscribe(listener)
