import type { MendedLine, MendEntry, MendId } from '#shared/inbox/mends'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { nothingLoaded, PAGE_ROWS, rowAt, withPage, type LoadedRows } from '../paging/loadedRows'

/** What was done to the lines of a group, and to which ones the chosen mend. */
interface MendsState {
  readonly faultId: number | null
  readonly list: LoadedRows<MendEntry>
  readonly chosen: number | null
  readonly linesOf: MendId | null
  readonly lines: LoadedRows<MendedLine>
  readonly activeLine: number | null
  readonly actions: {
    readonly mendsOpened: (faultId: number) => void
    readonly pageReceived: (
      faultId: number,
      page: number,
      total: number,
      rows: readonly MendEntry[],
    ) => void
    readonly mendChosen: (index: number) => void
    readonly linesReceived: (
      mendId: MendId,
      page: number,
      total: number,
      rows: readonly MendedLine[],
    ) => void
    readonly lineChosen: (index: number) => void
  }
}

const store = createStore<MendsState>()((set) => ({
  faultId: null,
  list: nothingLoaded,
  chosen: null,
  linesOf: null,
  lines: nothingLoaded,
  activeLine: null,
  actions: {
    mendsOpened(faultId) {
      set({
        faultId,
        list: nothingLoaded,
        chosen: null,
        linesOf: null,
        lines: nothingLoaded,
        activeLine: null,
      })
    },
    pageReceived(faultId, page, total, rows) {
      set((state) => {
        if (state.faultId !== faultId) return state
        const list = withPage(state.list, page, total, rows)
        if (state.chosen !== null) {
          // A newer mend pushed it down: the chosen one stays the same.
          const at = rows.findIndex(({ id }) => id === state.linesOf)
          return at < 0 ? { list } : { list, chosen: page * PAGE_ROWS + at }
        }
        const first = page === 0 ? (rows[0] ?? null) : null
        if (first === null) return { list }
        return { list, chosen: 0, linesOf: first.id, lines: nothingLoaded }
      })
    },
    mendChosen(index) {
      set((state) => {
        const mend = rowAt(state.list, index)
        if (mend === null) return {}
        return mend.id === state.linesOf
          ? { chosen: index }
          : { chosen: index, linesOf: mend.id, lines: nothingLoaded, activeLine: null }
      })
    },
    linesReceived(mendId, page, total, rows) {
      set((state) =>
        state.linesOf === mendId ? { lines: withPage(state.lines, page, total, rows) } : state,
      )
    },
    lineChosen(activeLine) {
      set({ activeLine })
    },
  },
}))

export const useMends = <T>(select: (state: MendsState) => T): T => useStore(store, select)
export const mendsState = store.getState
/** The mend whose lines are shown; null while there is none. */
export function chosenMend({ chosen, list }: Pick<MendsState, 'chosen' | 'list'>) {
  return chosen === null ? null : rowAt(list, chosen)
}
export const onMendsChange = (
  listener: (state: MendsState, before: MendsState) => void,
): (() => void) => store.subscribe(listener)
