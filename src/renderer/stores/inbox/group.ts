import type { InboxGroup } from '#shared/inbox/groups'
import type { KnownRule } from '#shared/inbox/mending'
import type { BadLineStatus } from '#shared/lineFindings'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'

/** What a group's page shows: its lines of one state, all of them, or what was done to them. */
export type GroupTab = BadLineStatus | 'all' | 'history'

/** The one group whose page is open. */
interface GroupState {
  readonly faultId: number | null
  /** undefined while it loads, null when the inbox has no such group. */
  readonly group: InboxGroup | null | undefined
  /** Why it could not be had when it was last asked for. */
  readonly failure: string | null
  readonly tab: GroupTab
  /** Rules that mended lines of it before, the one used last first. */
  readonly known: readonly KnownRule[]
  readonly actions: {
    readonly groupOpened: (faultId: number, tab: GroupTab) => void
    readonly groupReceived: (faultId: number, group: InboxGroup | null) => void
    readonly failed: (faultId: number, reason: string) => void
    readonly rulesReceived: (faultId: number, known: readonly KnownRule[]) => void
    readonly tabChosen: (tab: GroupTab) => void
  }
}

const store = createStore<GroupState>()((set) => ({
  faultId: null,
  group: undefined,
  failure: null,
  tab: 'open',
  known: [],
  actions: {
    groupOpened(faultId, tab) {
      set((state) =>
        state.faultId === faultId
          ? { tab }
          : { faultId, tab, group: undefined, failure: null, known: [] },
      )
    },
    groupReceived(faultId, group) {
      set((state) =>
        state.faultId === faultId ? { group: reuse(state.group, group), failure: null } : state,
      )
    },
    failed(faultId, reason) {
      set((state) => (state.faultId === faultId ? { failure: reason } : state))
    },
    rulesReceived(faultId, known) {
      set((state) => (state.faultId === faultId ? { known: reuse(state.known, known) } : state))
    },
    tabChosen(tab) {
      set({ tab })
    },
  },
}))

export const useGroup = <T>(select: (state: GroupState) => T): T => useStore(store, select)
export const groupState = store.getState

/** The statuses whose lines a tab lists; empty for all of them. */
export function tabStatuses(tab: GroupTab): readonly BadLineStatus[] {
  return tab === 'all' || tab === 'history' ? [] : [tab]
}
