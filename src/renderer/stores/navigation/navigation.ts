import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export type Place =
  | { readonly view: 'queue' }
  | { readonly view: 'file'; readonly fileId: number }
  | { readonly view: 'inbox' }
  | { readonly view: 'group'; readonly faultId: number }
  | { readonly view: 'flight' }
  | { readonly view: 'health'; readonly fileId: number }
  | { readonly view: 'coverage' }
  | { readonly view: 'pipeline' }
  | { readonly view: 'history' }
  | { readonly view: 'types' }
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
  if (a.view === 'file' && b.view === 'file') return a.fileId === b.fileId
  if (a.view === 'health' && b.view === 'health') return a.fileId === b.fileId
  if (a.view === 'group' && b.view === 'group') return a.faultId === b.faultId
  return a.view === b.view
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
export const onNavigation = (
  listener: (state: NavigationState, before: NavigationState) => void,
): (() => void) => store.subscribe(listener)
