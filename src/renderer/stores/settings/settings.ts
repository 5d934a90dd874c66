import type { Settings } from '#shared/settings'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'

interface SettingsState {
  /** null until they have been read from the database. */
  readonly settings: Settings | null
  readonly actions: { readonly settingsReceived: (settings: Settings) => void }
}

const store = createStore<SettingsState>()((set) => ({
  settings: null,
  actions: {
    settingsReceived(received) {
      set((state) => ({ settings: reuse(state.settings, received) }))
    },
  },
}))

export const useSettings = <T>(select: (state: SettingsState) => T): T => useStore(store, select)
export const settingsState = store.getState
