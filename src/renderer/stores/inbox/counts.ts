import type { InboxCounts } from '#shared/inbox/groups'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'

/** The whole inbox, whatever its view is narrowed to. */
interface CountsState {
  /** null until they came for the first time. */
  readonly counts: InboxCounts | null
  readonly actions: { readonly countsReceived: (counts: InboxCounts) => void }
}

const store = createStore<CountsState>()((set) => ({
  counts: null,
  actions: {
    countsReceived(received) {
      set((state) => ({ counts: reuse(state.counts, received) }))
    },
  },
}))

export const useInboxCounts = <T>(select: (state: CountsState) => T): T => useStore(store, select)
export const inboxCountsState = store.getState
