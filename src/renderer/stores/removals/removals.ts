import type { FileId } from '#shared/files'
import type { Weight } from '#shared/removals/removal'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** The package that something is asked about. */
export interface RemovalSubject {
  readonly id: FileId
  readonly name: string
}

export type RemovalQuestion = 'remove' | 'replace' | 'free'

/** The dialog that says what removing, replacing or freeing would do, while it is open. */
interface RemovalsState {
  readonly question: RemovalQuestion | null
  readonly file: RemovalSubject | null
  /** Null until it came. */
  readonly weight: Weight | null
  readonly actions: {
    readonly asked: (question: RemovalQuestion, file: RemovalSubject) => void
    readonly weightReceived: (fileId: FileId, weight: Weight) => void
    readonly closed: () => void
  }
}

const store = createStore<RemovalsState>()((set) => ({
  question: null,
  file: null,
  weight: null,
  actions: {
    asked(question, file) {
      set({ question, file, weight: null })
    },
    weightReceived(fileId, weight) {
      set((state) => (state.file?.id === fileId ? { weight } : state))
    },
    closed() {
      set({ question: null, file: null, weight: null })
    },
  },
}))

export const useRemovals = <T>(select: (state: RemovalsState) => T): T => useStore(store, select)
export const removalsState = store.getState
