import type { UpdateState } from '#shared/updates'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

interface UpdatesState {
  /** null until it was told for the first time. */
  readonly state: UpdateState | null
  readonly actions: { readonly stateReceived: (state: UpdateState) => void }
}

const store = createStore<UpdatesState>()((set) => ({
  state: null,
  actions: {
    stateReceived(state) {
      set({ state })
    },
  },
}))

export const useUpdates = <T>(select: (state: UpdatesState) => T): T => useStore(store, select)
export const updatesState = store.getState
