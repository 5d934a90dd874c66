import type { FileId } from '#shared/files'
import type { Seal, SourceCheck } from '#shared/inbox/seal'
import type { JobId } from '#shared/jobs'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Whether the open file's books balance, and what a second reading of its source showed. */
interface BooksState {
  readonly fileId: FileId | null
  readonly seal: Seal | null
  /** The count that is under way. */
  readonly sealing: JobId | null
  readonly check: SourceCheck | null
  readonly checking: JobId | null
  readonly failure: string | null
  readonly actions: {
    readonly booksOpened: (fileId: FileId) => void
    readonly sealStarted: (job: JobId) => void
    readonly sealReceived: (job: JobId, seal: Seal | null) => void
    readonly checkStarted: (job: JobId) => void
    readonly checkReceived: (job: JobId, check: SourceCheck | null) => void
    readonly failed: (job: JobId, reason: string) => void
    readonly checkClosed: () => void
  }
}

const nothing = {
  seal: null,
  sealing: null,
  check: null,
  checking: null,
  failure: null,
} as const

const store = createStore<BooksState>()((set) => ({
  fileId: null,
  ...nothing,
  actions: {
    booksOpened(fileId) {
      set((state) => (state.fileId === fileId ? {} : { fileId, ...nothing }))
    },
    sealStarted(sealing) {
      set({ sealing, failure: null })
    },
    sealReceived(job, seal) {
      set((state) => (state.sealing === job ? { sealing: null, seal: seal ?? state.seal } : {}))
    },
    checkStarted(checking) {
      set({ checking, failure: null })
    },
    checkReceived(job, check) {
      set((state) =>
        state.checking === job ? { checking: null, check: check ?? state.check } : {},
      )
    },
    failed(job, failure) {
      set((state) => ({
        failure,
        sealing: state.sealing === job ? null : state.sealing,
        checking: state.checking === job ? null : state.checking,
      }))
    },
    checkClosed() {
      set({ check: null })
    },
  },
}))

export const useBooks = <T>(select: (state: BooksState) => T): T => useStore(store, select)
export const booksState = store.getState
