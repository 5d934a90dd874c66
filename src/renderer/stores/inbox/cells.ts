import type { CellGroup, FoundCell } from '#shared/inbox/cellErrors'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'

/** Cells of good lines that can't be read, by what they are of. */
interface CellsState {
  readonly groups: readonly CellGroup[]
  /** The group whose cells are listed. */
  readonly open: CellGroup | null
  /** Its first ones; null until they came. */
  readonly cells: readonly FoundCell[] | null
  readonly actions: {
    readonly groupsReceived: (groups: CellGroup[]) => void
    /** Opens a group, or closes the one that is open. */
    readonly groupChosen: (group: CellGroup) => void
    readonly cellsReceived: (group: CellGroup, cells: FoundCell[]) => void
  }
}

export function sameGroup(a: CellGroup, b: CellGroup): boolean {
  return a.satelliteType === b.satelliteType && a.channel === b.channel && a.code === b.code
}

const store = createStore<CellsState>()((set) => ({
  groups: [],
  open: null,
  cells: null,
  actions: {
    groupsReceived(groups) {
      set((state) => {
        const { open } = state
        const stays = open !== null && groups.some((group) => sameGroup(group, open))
        return {
          groups: reuse(state.groups, groups),
          ...(stays ? {} : { open: null, cells: null }),
        }
      })
    },
    groupChosen(group) {
      set(({ open }) => ({
        open: open !== null && sameGroup(open, group) ? null : group,
        cells: null,
      }))
    },
    cellsReceived(group, cells) {
      set(({ open }) => (open !== null && sameGroup(open, group) ? { cells } : {}))
    },
  },
}))

export const useCells = <T>(select: (state: CellsState) => T): T => useStore(store, select)
export const cellsState = store.getState
