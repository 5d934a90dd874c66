import type { FileId, FileRecord } from '#shared/files'
import type { FlightChannel } from '#shared/flight/channels'
import type { Health } from '#shared/flight/health'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** The one package whose health is shown. */
interface HealthState {
  readonly fileId: FileId | null
  /** undefined while it loads, null when there is no such package. */
  readonly record: FileRecord | null | undefined
  readonly health: Health | null | undefined
  /** Of the package's type, in its order. */
  readonly channels: readonly FlightChannel[]
  /** Why it could not be read, in words. */
  readonly failure: string | null
  readonly actions: {
    readonly healthOpened: (fileId: FileId) => void
    readonly healthReceived: (
      fileId: FileId,
      record: FileRecord | null,
      health: Health | null,
      channels: readonly FlightChannel[],
    ) => void
    readonly failed: (fileId: FileId, reason: string) => void
  }
}

const store = createStore<HealthState>()((set) => ({
  fileId: null,
  record: undefined,
  health: undefined,
  channels: [],
  failure: null,
  actions: {
    healthOpened: (fileId) =>
      set((state) =>
        state.fileId === fileId
          ? state
          : { fileId, record: undefined, health: undefined, channels: [], failure: null },
      ),
    healthReceived: (fileId, record, health, channels) =>
      set((state) =>
        state.fileId === fileId ? { record, health, channels, failure: null } : state,
      ),
    failed: (fileId, failure) => set((state) => (state.fileId === fileId ? { failure } : state)),
  },
}))

export const useHealth = <T>(select: (state: HealthState) => T): T => useStore(store, select)
export const healthState = store.getState
