import type { FileRecord, FileSection } from '#shared/files'
import { describe, expect, it } from 'vitest'
import { reuse } from '../../../../src/renderer/stores/reuse'
import {
  idAt,
  indexOf,
  mergePages,
  noRows,
  PAGE_ROWS,
  type ReceivedPage,
} from '../../../../src/renderer/stores/files/rows'
import { fileRecord } from '../fileRecord'

const row = (id: number, more: Partial<FileRecord> = {}): FileRecord => fileRecord({ id, ...more })
const page = (
  section: FileSection,
  at: number,
  rows: FileRecord[],
  total = rows.length,
): ReceivedPage => ({ section, page: at, rows: { total, rows } })

describe('mergePages', () => {
  it('places rows by page', () => {
    const rows = mergePages(noRows, [page('queue', 0, [row(7), row(8)], 150)], false)
    expect(rows.sections.queue.total).toBe(150)
    expect(idAt(rows.sections.queue, 1)).toBe(8)
    expect(idAt(rows.sections.queue, PAGE_ROWS)).toBeNull()
    expect(indexOf(rows.sections.queue, 8)).toBe(1)
  })

  it('moves nothing while the list is held, but says what is new of each row', () => {
    const before = mergePages(
      noRows,
      [page('queue', 0, [row(1), row(2)]), page('history', 0, [])],
      false,
    )
    const received = [
      page('queue', 0, [row(2)]),
      page('history', 0, [row(1, { status: 'complete' })]),
    ]
    const held = mergePages(before, received, true)
    expect(held.sections).toEqual(before.sections)
    expect(held.records.get(1)?.status).toBe('complete')

    const released = mergePages(held, received, false)
    expect(idAt(released.sections.queue, 0)).toBe(2)
    expect(idAt(released.sections.history, 0)).toBe(1)
  })

  it('loads pages that scrolling brought up also while held', () => {
    const before = mergePages(noRows, [page('history', 0, [row(1)], 500)], false)
    const held = mergePages(before, [page('history', 3, [row(9)], 500)], true)
    expect(idAt(held.sections.history, 3 * PAGE_ROWS)).toBe(9)
  })

  it('keeps a bounded number of pages, those nearest to the newest', () => {
    let rows = noRows
    for (let at = 0; at < 40; at += 1) {
      rows = mergePages(rows, [page('history', at, [row(at + 1)], 4000)], false)
    }
    expect(rows.sections.history.pages.size).toBe(12)
    expect(rows.sections.history.pages.has(39)).toBe(true)
    expect(rows.records.size).toBe(12)
  })

  it('keeps the identity of what did not change', () => {
    const received = [page('queue', 0, [row(1), row(2)])]
    const first = mergePages(noRows, received, false)
    const again = mergePages(first, structuredClone(received), false)
    expect(again.sections.queue).toBe(first.sections.queue)
    expect(again.records.get(1)).toBe(first.records.get(1))
  })
})

describe('reuse', () => {
  it('gives back what was there when nothing changed', () => {
    const before = { a: [{ b: 1 }], c: 'x' }
    expect(reuse(before, structuredClone(before))).toBe(before)
  })

  it('keeps the parts that did not change', () => {
    const before = { a: [{ b: 1 }, { b: 2 }], c: { d: null } }
    const after = reuse(before, { a: [{ b: 1 }, { b: 3 }], c: { d: null } })
    expect(after).toEqual({ a: [{ b: 1 }, { b: 3 }], c: { d: null } })
    expect(after.a[0]).toBe(before.a[0])
    expect(after.c).toBe(before.c)
  })

  it('notices what came and what went', () => {
    expect(reuse({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 })
    expect(reuse([1, 2], [1])).toEqual([1])
  })

  it('takes maps as they are, and keeps bytes that are equal', () => {
    const after = new Map([[1, 2]])
    expect(reuse(new Map(), after)).toBe(after)
    const bytes = Uint8Array.of(1)
    expect(reuse(bytes, Uint8Array.of(1))).toBe(bytes)
    const other = Uint8Array.of(2)
    expect(reuse(bytes, other)).toBe(other)
  })
})
