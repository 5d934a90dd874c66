import type { AddResult } from '#shared/ipc'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

type NotTaken = AddResult['refused']

interface NotTakenState {
  /** What the last drop or choice of files brought and was not taken, with the reasons. */
  readonly entries: NotTaken
  /** The row that has the keys in the list of them. */
  readonly active: number
  readonly actions: {
    readonly addEnded: (entries: NotTaken) => void
    readonly entryChosen: (index: number) => void
  }
}

const store = createStore<NotTakenState>()((set) => ({
  entries: [],
  active: 0,
  actions: {
    addEnded(entries) {
      set({ entries, active: 0 })
    },
    entryChosen(active) {
      set({ active })
    },
  },
}))

export const useNotTaken = <T>(select: (state: NotTakenState) => T): T => useStore(store, select)
export const notTakenState = store.getState
