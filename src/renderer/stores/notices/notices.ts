import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export interface Notice {
  readonly id: number
  readonly tone: 'good' | 'attention' | 'bad'
  readonly text: string
  /** What it is about; a newer notice about the same takes its place. */
  readonly topic: string | null
  /** The one thing to do about it. */
  readonly step: { readonly label: string; run(): void } | null
}

interface NoticesState {
  readonly notices: readonly Notice[]
  readonly actions: {
    readonly noticeRaised: (notice: Omit<Notice, 'id'>) => void
    readonly noticeDismissed: (id: number) => void
  }
}

/** Older ones make room: more would hide the list below them. */
const MAX_NOTICES = 3

function isReplaced(old: Notice, { text, topic }: Omit<Notice, 'id'>): boolean {
  return old.text === text || (topic !== null && old.topic === topic)
}

const store = createStore<NoticesState>()((set) => {
  let lastId = 0
  return {
    notices: [],
    actions: {
      noticeRaised(notice) {
        lastId += 1
        const raised = { ...notice, id: lastId }
        set((state) => ({
          notices: [...state.notices.filter((n) => !isReplaced(n, notice)), raised].slice(
            -MAX_NOTICES,
          ),
        }))
      },
      noticeDismissed(id) {
        set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }))
      },
    },
  }
})

export const useNotices = <T>(select: (state: NoticesState) => T): T => useStore(store, select)
export const noticesState = store.getState
