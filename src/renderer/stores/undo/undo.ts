import { createStore } from 'zustand/vanilla'

/** Something done in this window that can be taken back. */
export interface Undoable {
  /** What it was done to, as 'removal 12': doing the same again takes its place. */
  readonly id: string
  run(): void
}

/** What the key for undo takes back, the last thing at the end. */
interface UndoState {
  readonly done: readonly Undoable[]
  readonly actions: {
    readonly actDone: (act: Undoable) => void
    /** It was taken back, or can't be any more. */
    readonly actOver: (id: string) => void
  }
}

/** Nobody goes back further by key. */
const MAX_DONE = 100

const store = createStore<UndoState>()((set) => ({
  done: [],
  actions: {
    actDone(act) {
      set(({ done }) => ({
        done: [...done.filter(({ id }) => id !== act.id), act].slice(-MAX_DONE),
      }))
    },
    actOver(over) {
      set(({ done }) => ({ done: done.filter(({ id }) => id !== over) }))
    },
  },
}))

export const actsState = store.getState
