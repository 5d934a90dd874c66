import type { LineCode } from '#shared/codes'
import type { FileId, FileRecord } from '#shared/files'
import type { Mismatch } from '#shared/mismatch'
import type { CellErrorSummary } from '#shared/inbox/cellErrors'
import type { BadLine, BadLineGroup, TextNumber, UnknownKey } from '#shared/lineFindings'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { reuse } from '../reuse'

/** Bad lines per 'errors:page' call. */
export const ERROR_PAGE_ROWS = 100
/** Loaded pages that are kept: a page of the longest lines is 6.4 MB. */
const MAX_PAGES = 8

/** The one file whose page is open. */
interface FilePageState {
  readonly fileId: FileId | null
  /** undefined while it loads, null when there is no such file. */
  readonly record: FileRecord | null | undefined
  /** Why it could not be had when it was last asked for. */
  readonly failure: string | null
  readonly groups: readonly BadLineGroup[] | null
  readonly unknownKeys: readonly UnknownKey[] | null
  /** Null where nobody counted them too. */
  readonly textNumbers: readonly TextNumber[] | null
  readonly cellErrors: CellErrorSummary | null
  readonly mismatch: Mismatch | null
  /** The only kind of bad line that is listed; null lists all. */
  readonly code: LineCode | null
  /** Bad lines in the list; null until the first page came. */
  readonly errorTotal: number | null
  readonly errorPages: ReadonlyMap<number, readonly BadLine[]>
  /** Place of the bad line that is shown in full. */
  readonly chosenIndex: number | null
  readonly actions: {
    readonly fileOpened: (fileId: FileId) => void
    readonly recordReceived: (fileId: FileId, record: FileRecord | null) => void
    readonly failed: (fileId: FileId, reason: string) => void
    readonly summaryReceived: (
      fileId: FileId,
      groups: BadLineGroup[],
      unknownKeys: UnknownKey[],
      textNumbers: TextNumber[] | null,
      cellErrors: CellErrorSummary,
      mismatch: Mismatch,
    ) => void
    readonly codeChosen: (code: LineCode | null) => void
    readonly errorsReceived: (
      of: { readonly fileId: FileId; readonly code: LineCode | null },
      page: number,
      total: number,
      rows: readonly BadLine[],
    ) => void
    readonly errorChosen: (index: number) => void
  }
}

const store = createStore<FilePageState>()((set) => ({
  fileId: null,
  record: undefined,
  failure: null,
  groups: null,
  unknownKeys: null,
  textNumbers: null,
  cellErrors: null,
  mismatch: null,
  code: null,
  errorTotal: null,
  errorPages: new Map(),
  chosenIndex: null,
  actions: {
    fileOpened(fileId) {
      set((state) =>
        state.fileId === fileId
          ? state
          : {
              fileId,
              record: undefined,
              failure: null,
              groups: null,
              unknownKeys: null,
              textNumbers: null,
              cellErrors: null,
              mismatch: null,
              code: null,
              errorTotal: null,
              errorPages: new Map(),
              chosenIndex: null,
            },
      )
    },
    recordReceived(fileId, record) {
      set((state) =>
        state.fileId === fileId ? { record: reuse(state.record, record), failure: null } : state,
      )
    },
    failed(fileId, reason) {
      set((state) => (state.fileId === fileId ? { failure: reason } : state))
    },
    summaryReceived(fileId, groups, unknownKeys, textNumbers, cellErrors, mismatch) {
      set((state) =>
        state.fileId === fileId
          ? {
              groups: reuse(state.groups, inOrderOf(state.groups, groups)),
              unknownKeys: reuse(state.unknownKeys, unknownKeys),
              textNumbers: reuse(state.textNumbers, textNumbers),
              cellErrors: reuse(state.cellErrors, cellErrors),
              mismatch: reuse(state.mismatch, mismatch),
            }
          : state,
      )
    },
    codeChosen(code) {
      set((state) =>
        state.code === code
          ? state
          : {
              code,
              errorTotal: countOf(state.groups, code),
              errorPages: new Map(),
              chosenIndex: null,
            },
      )
    },
    errorsReceived({ fileId, code }, page, total, rows) {
      set((state) => {
        if (state.fileId !== fileId || state.code !== code) return state
        const errorPages = new Map(state.errorPages).set(page, sameLines(state, page, rows))
        const nearestFirst = [...errorPages.keys()].toSorted(
          (a, b) => Math.abs(a - page) - Math.abs(b - page),
        )
        for (const far of nearestFirst.slice(MAX_PAGES)) errorPages.delete(far)
        return { errorTotal: total, errorPages }
      })
    },
    errorChosen(index) {
      set({ chosenIndex: index })
    },
  },
}))

/** Groups in the order in which they stand already: counts that overtake each other move nothing. */
function inOrderOf(
  before: readonly BadLineGroup[] | null,
  groups: readonly BadLineGroup[],
): readonly BadLineGroup[] {
  if (before === null) return groups
  const place = new Map(before.map(({ code }, i) => [code, i]))
  return groups.toSorted(
    (a, b) => (place.get(a.code) ?? before.length) - (place.get(b.code) ?? before.length),
  )
}

/** How many bad lines there are of a code, or of all; null while it is not known. */
function countOf(groups: readonly BadLineGroup[] | null, code: LineCode | null): number | null {
  if (groups === null) return null
  return groups
    .filter((group) => code === null || group.code === code)
    .reduce((sum, group) => sum + group.count, 0)
}

/** Keeps the identity of bad lines that were there before, so that their rows don't render again. */
function sameLines(
  state: FilePageState,
  page: number,
  rows: readonly BadLine[],
): readonly BadLine[] {
  const before = state.errorPages.get(page)
  if (!before) return rows
  return rows.map((row, i) => {
    const old = before[i]
    return old && sameLine(old, row) ? old : row
  })
}

function sameLine(a: BadLine, b: BadLine): boolean {
  return (
    a.line === b.line &&
    a.code === b.code &&
    a.status === b.status &&
    a.rawBytes === b.rawBytes &&
    a.raw.length === b.raw.length &&
    a.raw.every((byte, i) => byte === b.raw[i])
  )
}

export const useFilePage = <T>(select: (state: FilePageState) => T): T => useStore(store, select)
export const filePageState = store.getState
export const onFilePageChange = (
  listener: (state: FilePageState, before: FilePageState) => void,
): (() => void) => store.subscribe(listener)

/** The bad line in a place, or null while its page is not loaded. */
export function errorAt(
  pages: ReadonlyMap<number, readonly BadLine[]>,
  index: number,
): BadLine | null {
  return pages.get(Math.floor(index / ERROR_PAGE_ROWS))?.[index % ERROR_PAGE_ROWS] ?? null
}
