import type { DefinitionVerdict, TypeDetail, TypeList } from '#shared/telemetry/calls'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'

/** A definition that is being written, and what the station says of it. */
export interface Draft {
  readonly text: string
  /** As it was when it was opened; '' for a new one. */
  readonly original: string
  /** What `verdict` is about; null while nothing was said. */
  readonly judged: string | null
  readonly verdict: DefinitionVerdict | null
  readonly isSaving: boolean
}

/** The satellite types that files are read as. */
interface TypesState {
  /** null until it came for the first time. */
  readonly list: TypeList | null
  readonly failure: string | null
  /** The type that is looked at. */
  readonly chosen: string | null
  /** undefined while it loads, null when it is no longer known. */
  readonly detail: TypeDetail | null | undefined
  readonly draft: Draft | null
  readonly actions: {
    readonly listReceived: (list: TypeList) => void
    readonly failed: (reason: string) => void
    readonly typeChosen: (type: string) => void
    readonly detailReceived: (type: string, detail: TypeDetail | null) => void
    readonly draftOpened: (text: string, original: string) => void
    readonly draftChanged: (text: string) => void
    readonly draftJudged: (text: string, verdict: DefinitionVerdict) => void
    readonly savingChanged: (isSaving: boolean) => void
    readonly draftClosed: () => void
  }
}

const store = createStore<TypesState>()((set) => ({
  list: null,
  failure: null,
  chosen: null,
  detail: undefined,
  draft: null,
  actions: {
    listReceived: (list) =>
      set((state) => ({
        list: reuse(state.list, list),
        failure: null,
        chosen: state.chosen ?? list.types[0]?.type ?? null,
      })),
    failed: (failure) => set({ failure }),
    typeChosen: (chosen) =>
      set((state) => (state.chosen === chosen ? state : { chosen, detail: undefined })),
    detailReceived: (type, detail) =>
      set((state) => (state.chosen === type ? { detail: reuse(state.detail, detail) } : state)),
    draftOpened: (text, original) =>
      set({ draft: { text, original, judged: null, verdict: null, isSaving: false } }),
    draftChanged: (text) =>
      set(({ draft }) => (draft === null ? {} : { draft: { ...draft, text } })),
    draftJudged: (judged, verdict) =>
      set(({ draft }) => (draft === null ? {} : { draft: { ...draft, judged, verdict } })),
    savingChanged: (isSaving) =>
      set(({ draft }) => (draft === null ? {} : { draft: { ...draft, isSaving } })),
    draftClosed: () => set({ draft: null }),
  },
}))

export const useTypes = <T>(select: (state: TypesState) => T): T => useStore(store, select)
export const typesState = store.getState
