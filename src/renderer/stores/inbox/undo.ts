import type { LineRef } from '#shared/inbox/filter'
import type { MendId } from '#shared/inbox/mends'
import { createStore } from 'zustand/vanilla'

/** Something done to bad lines in this window that can be taken back. */
export interface DoneMend {
  readonly mendId: MendId
  /** What was done, to go on after 'Taken back: '. */
  readonly words: string
  /** The line, where it was only one. */
  readonly ref: LineRef | null
}

/** What the key for undo takes back, the last thing first. */
interface UndoState {
  readonly done: readonly DoneMend[]
  readonly actions: {
    readonly mendDone: (mend: DoneMend) => void
    readonly mendUndone: (mendId: MendId) => void
  }
}

/** Nobody goes back further by key; the history of a group keeps everything. */
const MAX_DONE = 100

const store = createStore<UndoState>()((set) => ({
  done: [],
  actions: {
    mendDone(mend) {
      set(({ done }) => ({ done: [...done, mend].slice(-MAX_DONE) }))
    },
    mendUndone(mendId) {
      set(({ done }) => ({ done: done.filter((mend) => mend.mendId !== mendId) }))
    },
  },
}))

export const undoState = store.getState
