import type { FileRecord } from '#shared/files'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { mergePages, noRows, type FileRows, type ReceivedPage } from './rows'

interface FilesState extends FileRows {
  /** True while somebody points at the list: rows then keep their places. */
  readonly held: boolean
  /** The row that keys act on: `file:12` or `arriving:name`; null before the first one. */
  readonly activeKey: string | null
  readonly actions: {
    readonly pagesReceived: (received: readonly ReceivedPage[]) => void
    readonly recordReceived: (record: FileRecord) => void
    readonly pointerMoved: () => void
    readonly pointerRested: () => void
    readonly rowChosen: (key: string) => void
  }
}

const store = createStore<FilesState>()((set) => ({
  ...noRows,
  held: false,
  activeKey: null,
  actions: {
    pagesReceived(received) {
      set((state) => mergePages(state, received, state.held))
    },
    recordReceived(record) {
      set((state) =>
        state.records.has(record.id)
          ? { records: new Map(state.records).set(record.id, record) }
          : state,
      )
    },
    pointerMoved() {
      set((state) => (state.held ? state : { held: true }))
    },
    pointerRested() {
      set((state) => (state.held ? { held: false } : state))
    },
    rowChosen(activeKey) {
      set({ activeKey })
    },
  },
}))

export const useFiles = <T>(select: (state: FilesState) => T): T => useStore(store, select)
export const filesState = store.getState
export const onFilesChange = (
  listener: (state: FilesState, before: FilesState) => void,
): (() => void) => store.subscribe(listener)
