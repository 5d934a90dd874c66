import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export type Overlay = 'palette' | 'keys' | 'not-taken' | 'support'

interface OverlaysState {
  readonly open: Overlay | null
  readonly actions: {
    readonly overlayOpened: (overlay: Overlay) => void
    readonly overlayClosed: () => void
  }
}

const store = createStore<OverlaysState>()((set) => ({
  open: null,
  actions: {
    overlayOpened(overlay) {
      set({ open: overlay })
    },
    overlayClosed() {
      set({ open: null })
    },
  },
}))

export const useOverlays = <T>(select: (state: OverlaysState) => T): T => useStore(store, select)
export const overlaysState = store.getState
