import type { RecordAt } from '#shared/flight/records'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** The moment that plots, strips, map and table show: where the pointer is, else the chosen record. */
interface MomentState {
  /** Where pointer or keys are on the time axis; null when they are elsewhere. */
  readonly pointedUs: number | null
  /** The record nearest to it; the one before while it loads. */
  readonly near: RecordAt | null
  readonly chosen: RecordAt | null
  readonly actions: {
    readonly pointed: (us: number | null) => void
    readonly nearReceived: (near: RecordAt | null) => void
    readonly recordChosen: (record: RecordAt | null) => void
    readonly momentCleared: () => void
  }
}

const store = createStore<MomentState>()((set) => ({
  pointedUs: null,
  near: null,
  chosen: null,
  actions: {
    pointed: (us) => set(us === null ? { pointedUs: null, near: null } : { pointedUs: us }),
    nearReceived: (near) => set(({ pointedUs }) => (pointedUs === null ? {} : { near })),
    recordChosen: (chosen) => set({ chosen, pointedUs: null, near: null }),
    momentCleared: () => set({ pointedUs: null, near: null, chosen: null }),
  },
}))

export const useMoment = <T>(select: (state: MomentState) => T): T => useStore(store, select)
export const momentState = store.getState
export const onMoment = (
  listener: (state: MomentState, before: MomentState) => void,
): (() => void) => store.subscribe(listener)

/** The record that is shown. */
export function shownRecord({ pointedUs, near, chosen }: MomentState): RecordAt | null {
  return pointedUs === null ? chosen : (near ?? chosen)
}

/** The moment that is shown, microseconds. */
export function shownUs({ pointedUs, chosen }: MomentState): number | null {
  return pointedUs ?? chosen?.record.timestampUs ?? null
}
