import type { AppInfo } from '#shared/ipc'
import type { LiveFile, StationStatus } from '#shared/status'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'

interface StationState {
  /** null until the station has spoken for the first time. */
  readonly status: StationStatus | null
  /** The files being worked on, by id; an entry keeps its identity while nothing of it changes. */
  readonly live: ReadonlyMap<number, LiveFile>
  readonly info: AppInfo | null
  readonly actions: {
    readonly statusReceived: (status: StationStatus) => void
    readonly infoReceived: (info: AppInfo) => void
  }
}

/** While everything is paused, a file in work stands still without a reason of its own. */
function withPause(status: StationStatus): StationStatus {
  if (!status.paused) return status
  const active = status.active.map((file) => ({
    ...file,
    waitingFor: file.waitingFor ?? 'Everything is paused',
  }))
  return { ...status, active }
}

const store = createStore<StationState>()((set) => ({
  status: null,
  live: new Map(),
  info: null,
  actions: {
    statusReceived(received) {
      set((state) => {
        const status = reuse(state.status, withPause(received))
        const live =
          status.active === state.status?.active
            ? state.live
            : new Map(status.active.map((file) => [file.id, file]))
        return { status, live }
      })
    },
    infoReceived(info) {
      set({ info })
    },
  },
}))

export const useStation = <T>(select: (state: StationState) => T): T => useStore(store, select)
export const stationState = store.getState
/** Calls back after each change; returns the function that ends it. */
export const onStationChange = (listener: (state: StationState) => void): (() => void) =>
  store.subscribe(listener)

/**
 * Calls back when a file changed its state, or something else that is told; returns what ends it.
 * @param more what else of the state is to be told when it is another
 */
export function onStationMoved(
  moved: () => void,
  more: (state: StationState & { readonly status: StationStatus }) => string = () => '',
): () => void {
  let known = ''
  return onStationChange((state) => {
    const { status } = state
    if (status === null) return
    const now = `${status.revision} ${more({ ...state, status })}`
    if (now === known) return
    known = now
    moved()
  })
}

/** The program's name, which the page has to show before it was told. */
export const programName = ({ info }: Pick<StationState, 'info'>): string =>
  info?.name ?? 'Downlink'

/** What the database takes on its disk, in bytes: what was stored last lies in its write-ahead log. */
export const databaseSize = ({ databaseBytes, walBytes }: StationStatus['storage']): number =>
  databaseBytes + walBytes
