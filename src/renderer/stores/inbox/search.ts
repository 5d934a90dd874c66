import type { JobId } from '#shared/jobs'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Filter } from './filter'

/** How the search for text in raw lines stands. */
interface SearchState {
  /** What is typed. */
  readonly text: string
  /** What was looked for last. */
  readonly wanted: string
  /** Bytes of it. */
  readonly length: number
  /** The search whose hits are shown; null while there is none. */
  readonly job: JobId | null
  /** What it looks through. */
  readonly scope: Filter | null
  readonly phase: 'running' | 'done' | 'stopped'
  readonly found: number
  readonly searched: number
  /** Hits by group, most first. */
  readonly groups: readonly { readonly faultId: number; readonly lines: number }[]
  readonly failure: string | null
  readonly actions: {
    readonly textTyped: (text: string) => void
    readonly searchStarted: (job: JobId, wanted: string, length: number, scope: Filter) => void
    readonly hitsReceived: (job: JobId, found: number, groups: SearchState['groups']) => void
    readonly searchEnded: (
      job: JobId,
      phase: 'done' | 'stopped',
      counts: { readonly searched: number; readonly found: number } | null,
    ) => void
    readonly searchFailed: (job: JobId, reason: string) => void
    readonly searchCleared: () => void
  }
}

const nothing = {
  text: '',
  wanted: '',
  length: 0,
  job: null,
  scope: null,
  phase: 'done',
  found: 0,
  searched: 0,
  groups: [],
  failure: null,
} as const

const store = createStore<SearchState>()((set) => ({
  ...nothing,
  actions: {
    textTyped(text) {
      set({ text })
    },
    searchStarted(job, wanted, length, scope) {
      set({
        job,
        wanted,
        length,
        scope,
        phase: 'running',
        found: 0,
        searched: 0,
        groups: [],
        failure: null,
      })
    },
    hitsReceived(job, found, groups) {
      set((state) => (state.job === job ? { found, groups } : state))
    },
    searchEnded(job, phase, counts) {
      set((state) => (state.job === job ? { phase, ...counts } : state))
    },
    searchFailed(job, failure) {
      set((state) => (state.job === job ? { phase: 'stopped', failure } : state))
    },
    searchCleared() {
      set(nothing)
    },
  },
}))

export const useSearch = <T>(select: (state: SearchState) => T): T => useStore(store, select)
export const searchState = store.getState
