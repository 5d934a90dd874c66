import type { LineRef } from '#shared/inbox/filter'
import type { InboxLine, LineDetail } from '#shared/inbox/lines'
import type { SearchHit } from '#shared/inbox/search'
import type { JobId } from '#shared/jobs'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { nothingLoaded, PAGE_ROWS, rowAt, withPage, type LoadedRows } from '../paging/loadedRows'
import { reuse } from '../reuse'
import type { Filter } from './filter'

/** Where a list of lines comes from; a new object for every new list. */
export type LinesOf =
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'hits'; readonly job: JobId }

export type ListedLine = InboxLine | SearchHit

/** A request for one page, as things stood when it was made. */
export interface LinesRequest {
  readonly of: LinesOf
  readonly page: number
  readonly kept: ReadonlyMap<number, ListedLine>
}

/**
 * The list of bad lines that is open, and the chosen one. A line that leaves the filter because it
 * was mended here keeps its place until the list is asked for anew: nothing slides under the hand.
 */
interface LinesState {
  readonly of: LinesOf | null
  readonly list: LoadedRows<ListedLine>
  /** Lines that the station would not list any more, by their place. */
  readonly kept: ReadonlyMap<number, ListedLine>
  readonly chosen: number | null
  /** The chosen line in full; the one before while it loads, null when it is gone. */
  readonly detail: LineDetail | null
  readonly failure: string | null
  readonly actions: {
    readonly listOpened: (of: LinesOf) => void
    readonly listClosed: () => void
    /** Returns false when what came no longer fits and has to be asked for again. */
    readonly pageReceived: (request: LinesRequest, total: number, rows: ListedLine[]) => boolean
    readonly failed: (reason: string) => void
    readonly lineChosen: (index: number | null) => void
    readonly detailReceived: (ref: LineRef, detail: LineDetail | null) => void
    /** The chosen line was mended or dismissed: it stays in its place as it is now. */
    readonly lineKept: (line: InboxLine) => void
    /** It was taken back: the station lists it again. */
    readonly lineReturned: (ref: LineRef) => void
  }
}

export function sameLine(a: LineRef, b: LineRef): boolean {
  return a.fileId === b.fileId && a.line === b.line
}

/** How many kept lines stand before a place: so much further on the station's own list is. */
export function keptBefore(kept: ReadonlyMap<number, unknown>, index: number): number {
  return [...kept.keys()].filter((place) => place < index).length
}

/** Rows of the station with the kept lines in their places among them. */
function withKept(
  { page, kept }: LinesRequest,
  rows: readonly ListedLine[],
): readonly ListedLine[] {
  if (kept.size === 0) return rows
  const merged: ListedLine[] = []
  let next = 0
  for (let place = page * PAGE_ROWS; merged.length < PAGE_ROWS; place += 1) {
    const own = kept.get(place)
    const row = own ?? rows[next]
    if (row === undefined) break
    if (own === undefined) next += 1
    merged.push(row)
  }
  return merged
}

/** Whether lines stand elsewhere than they did: somebody else took some away, or put some in. */
function haveMoved(before: readonly ListedLine[], now: readonly ListedLine[]): boolean {
  return before.some((line, i) => {
    const other = now[i]
    return other === undefined || !sameLine(line, other)
  })
}

const store = createStore<LinesState>()((set, get) => ({
  of: null,
  list: nothingLoaded,
  kept: new Map(),
  chosen: null,
  detail: null,
  failure: null,
  actions: {
    listOpened(of) {
      set({ of, list: nothingLoaded, kept: new Map(), chosen: null, detail: null, failure: null })
    },
    listClosed() {
      set({ of: null, list: nothingLoaded, kept: new Map(), chosen: null, detail: null })
    },
    pageReceived(request, total, rows) {
      const { of, kept, list, chosen } = get()
      if (of !== request.of) return true
      if (kept !== request.kept) return false
      const merged = withKept(request, rows)
      const standing = list.pages.get(request.page)
      if (kept.size > 0 && standing !== undefined && haveMoved(standing, merged)) {
        const at = chosen === null ? null : chosen - keptBefore(kept, chosen)
        set({ kept: new Map(), list: { total, pages: new Map() }, chosen: at })
        return false
      }
      const all = total + kept.size
      set({
        list: withPage(list, request.page, all, merged),
        failure: null,
        chosen: all === 0 ? null : Math.min(chosen ?? 0, all - 1),
      })
      return true
    },
    failed(failure) {
      set({ failure })
    },
    lineChosen(chosen) {
      set({ chosen })
    },
    detailReceived(ref, detail) {
      set((state) => {
        const line = chosenLine(state)
        return line !== null && sameLine(line, ref) ? { detail: reuse(state.detail, detail) } : {}
      })
    },
    lineKept(line) {
      set((state) => {
        const { chosen, of, list } = state
        const row = chosenLine(state)
        if (chosen === null || row === null || !sameLine(row, line)) return {}
        const page = Math.floor(chosen / PAGE_ROWS)
        const rows = list.pages.get(page)?.with(chosen % PAGE_ROWS, { ...row, ...line }) ?? []
        const pages = new Map(list.pages).set(page, rows)
        const leaves =
          of?.kind === 'filter' &&
          of.filter.statuses.length > 0 &&
          !of.filter.statuses.includes(line.status)
        return {
          list: { ...list, pages },
          ...(leaves ? { kept: new Map(state.kept).set(chosen, line) } : {}),
        }
      })
    },
    lineReturned(ref) {
      set(({ kept }) => ({
        kept: new Map([...kept].filter(([, line]) => !sameLine(line, ref))),
      }))
    },
  },
}))

export const useLines = <T>(select: (state: LinesState) => T): T => useStore(store, select)
export const linesState = store.getState
export const onLinesChange = (
  listener: (state: LinesState, before: LinesState) => void,
): (() => void) => store.subscribe(listener)

/** The chosen row of the list, or null while there is none or it is not loaded. */
export function chosenLine(state: Pick<LinesState, 'chosen' | 'list'>): ListedLine | null {
  return state.chosen === null ? null : rowAt(state.list, state.chosen)
}

/** The first open line after a place, among those that are loaded; null when none is. */
export function nextOpen(list: LoadedRows<ListedLine>, after: number): number | null {
  for (let index = after + 1; index < (list.total ?? 0); index += 1) {
    const line = rowAt(list, index)
    if (line === null) return null
    if (line.status === 'open') return index
  }
  return null
}
