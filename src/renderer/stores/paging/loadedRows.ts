import { reuse } from '../reuse'

/** Rows per call for a long list; every loaded page starts at a multiple of it. */
export const PAGE_ROWS = 100
/** Loaded pages that a list keeps; those furthest from the newest are dropped. */
const MAX_PAGES = 12

/** A long list as far as it is loaded. */
export interface LoadedRows<T> {
  /** Rows of the whole list; null until its first page came. */
  readonly total: number | null
  readonly pages: ReadonlyMap<number, readonly T[]>
}

export const nothingLoaded: LoadedRows<never> = { total: null, pages: new Map() }

/** The list with a page that just came; rows that did not change keep their identity. */
export function withPage<T>(
  before: LoadedRows<T>,
  page: number,
  total: number,
  rows: readonly T[],
): LoadedRows<T> {
  const pages = new Map(before.pages).set(page, reuse(before.pages.get(page), rows))
  const nearestFirst = [...pages.keys()].toSorted((a, b) => Math.abs(a - page) - Math.abs(b - page))
  for (const far of nearestFirst.slice(MAX_PAGES)) pages.delete(far)
  return { total, pages }
}

/** The row in a place of the list, or null while its page is not loaded. */
export function rowAt<T>(list: LoadedRows<T>, index: number): T | null {
  return list.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS] ?? null
}

/** The pages that hold the rows from `first` to `last`. */
export function pagesOf([first, last]: readonly [number, number]): number[] {
  const from = Math.floor(first / PAGE_ROWS)
  const to = Math.floor(last / PAGE_ROWS)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
