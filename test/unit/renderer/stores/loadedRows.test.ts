import { describe, expect, it } from 'vitest'
import {
  nothingLoaded,
  PAGE_ROWS,
  pagesOf,
  rowAt,
  withPage,
  type LoadedRows,
} from '../../../../src/renderer/stores/paging/loadedRows'

function pageOf(page: number): number[] {
  return Array.from({ length: PAGE_ROWS }, (_, i) => page * PAGE_ROWS + i)
}

function row(n: number) {
  return { n, raw: new Uint8Array([1, 2, n]) }
}

describe('a long list as far as it is loaded', () => {
  it('finds rows of loaded pages alone', () => {
    const list: LoadedRows<number> = withPage(nothingLoaded, 2, 1_000, pageOf(2))
    expect(list.total).toBe(1_000)
    expect(rowAt(list, 2 * PAGE_ROWS + 7)).toBe(2 * PAGE_ROWS + 7)
    expect(rowAt(list, 7)).toBeNull()
  })

  it('drops the pages that are furthest from the newest', () => {
    let list: LoadedRows<number> = nothingLoaded
    for (let page = 0; page < 40; page += 1) list = withPage(list, page, 4_000, pageOf(page))
    expect(list.pages.size).toBeLessThan(20)
    expect(rowAt(list, 39 * PAGE_ROWS)).toBe(39 * PAGE_ROWS)
    expect(rowAt(list, 0)).toBeNull()
  })

  it('keeps the identity of rows that came once more unchanged', () => {
    const first = withPage<ReturnType<typeof row>>(nothingLoaded, 0, 2, [row(1), row(2)])
    const again = withPage(first, 0, 2, [row(1), { ...row(2), raw: new Uint8Array([9]) }])
    expect(rowAt(again, 0)).toBe(rowAt(first, 0))
    expect(rowAt(again, 1)).not.toBe(rowAt(first, 1))
  })

  it('names the pages of a stretch of rows', () => {
    expect(pagesOf([0, PAGE_ROWS - 1])).toEqual([0])
    expect(pagesOf([PAGE_ROWS - 1, 2 * PAGE_ROWS])).toEqual([0, 1, 2])
  })
})
