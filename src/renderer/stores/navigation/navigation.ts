import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export type Place =
  | { readonly view: 'queue' }
  | { readonly view: 'file'; readonly fileId: number }
  | { readonly view: 'pipeline' }
  | { readonly view: 'settings' }

interface NavigationState {
  readonly place: Place
  /** Where 'back' leads, the last one first to be taken. */
  readonly trail: readonly Place[]
  readonly actions: {
    readonly placeChosen: (place: Place) => void
    readonly backChosen: () => void
  }
}

/** Nobody goes back further than this. */
const MAX_TRAIL = 20

function samePlace(a: Place, b: Place): boolean {
  return a.view === b.view && (a.view !== 'file' || b.view !== 'file' || a.fileId === b.fileId)
}

const store = createStore<NavigationState>()((set) => ({
  place: { view: 'queue' },
  trail: [],
  actions: {
    placeChosen(place) {
      set((state) =>
        samePlace(state.place, place)
          ? state
          : { place, trail: [...state.trail, state.place].slice(-MAX_TRAIL) },
      )
    },
    backChosen() {
      set((state) => ({
        place: state.trail.at(-1) ?? { view: 'queue' },
        trail: state.trail.slice(0, -1),
      }))
    },
  },
}))

export const useNavigation = <T>(select: (state: NavigationState) => T): T =>
  useStore(store, select)
export const navigationState = store.getState
