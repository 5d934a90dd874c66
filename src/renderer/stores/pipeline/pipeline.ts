import type { ComponentStatus } from '#shared/status'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { addRates, type RecentRates } from './recentRates'

/** What the Pipeline view shows of the live tree. */
interface PipelineState {
  /** The component that is chosen, by its id; it may be gone by now. */
  readonly chosenId: string | null
  /** Rates of the last minute, by component. */
  readonly rates: RecentRates
  readonly actions: {
    readonly componentChosen: (id: string) => void
    /** @param at milliseconds since 1970 */
    readonly ratesReceived: (components: readonly ComponentStatus[], at: number) => void
  }
}

const store = createStore<PipelineState>()((set) => ({
  chosenId: null,
  rates: { second: 0, byId: new Map() },
  actions: {
    componentChosen: (chosenId) => set({ chosenId }),
    ratesReceived: (components, at) =>
      set(({ rates }) => ({ rates: addRates(rates, components, at) })),
  },
}))

export const usePipeline = <T>(select: (state: PipelineState) => T): T => useStore(store, select)
export const pipelineState = store.getState
