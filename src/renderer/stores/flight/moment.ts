import type { FlightRecord, RecordAt } from '#shared/flight/records'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** A record, and its place in the list of all. */
export type PlacedRecord = FlightRecord & { readonly offset: number }

/** A moment without a record, and the times of the records on both sides of it. */
export interface Between {
  readonly atUs: number
  readonly beforeUs: number | null
  readonly afterUs: number | null
}

/** The moment that plots, strips, map and table show: where the pointer is, else the chosen record. */
interface MomentState {
  /** Where pointer or keys are on the time axis; null when they are elsewhere. */
  readonly pointedUs: number | null
  /** What is there: a record, or none. Both null before the first answer; the answer before while the next loads. */
  readonly near: PlacedRecord | null
  readonly between: Between | null
  readonly chosen: PlacedRecord | null
  readonly actions: {
    readonly pointed: (us: number | null) => void
    /** The record nearest to a moment: it stands for it when it is no further away than `reachUs`. */
    readonly nearReceived: (nearest: RecordAt | null, atUs: number, reachUs: number) => void
    readonly recordChosen: (record: PlacedRecord | null) => void
    readonly momentCleared: () => void
  }
}

const nowhere = { pointedUs: null, near: null, between: null }

const store = createStore<MomentState>()((set) => ({
  ...nowhere,
  chosen: null,
  actions: {
    pointed: (us) => set(us === null ? nowhere : { pointedUs: us }),
    nearReceived: (nearest, atUs, reachUs) =>
      set(({ pointedUs }) => {
        if (pointedUs === null) return {}
        const awayUs = Math.abs((nearest?.record.timestampUs ?? Infinity) - atUs)
        if (awayUs <= reachUs) return { near: nearest, between: null }
        const { beforeUs = null, afterUs = null } = nearest ?? {}
        return { near: null, between: { atUs, beforeUs, afterUs } }
      }),
    recordChosen: (chosen) => set({ ...nowhere, chosen }),
    momentCleared: () => set({ ...nowhere, chosen: null }),
  },
}))

export const useMoment = <T>(select: (state: MomentState) => T): T => useStore(store, select)
export const momentState = store.getState
export const onMoment = (
  listener: (state: MomentState, before: MomentState) => void,
): (() => void) => store.subscribe(listener)

/** The record that is shown; none where the pointer is between records. */
export function shownRecord({
  pointedUs,
  near,
  between,
  chosen,
}: MomentState): PlacedRecord | null {
  return pointedUs === null || (near === null && between === null) ? chosen : near
}

/** The moment that is shown, microseconds. */
export function shownUs({ pointedUs, chosen }: MomentState): number | null {
  return pointedUs ?? chosen?.record.timestampUs ?? null
}
