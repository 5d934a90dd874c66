import { describe, expect, it } from 'vitest'
import { rowForKey } from '../../../../src/renderer/ui/list/rowKeys'
import {
  MAX_TRACK,
  offsetAfterScroll,
  offsetToShow,
  rowsInView,
  trackFor,
} from '../../../../src/renderer/ui/list/track'

const all = (): boolean => true
const noHeading = (i: number): boolean => i !== 0 && i !== 4

describe('rowForKey', () => {
  it('moves by one, by pages and to the ends', () => {
    expect(rowForKey('j', 3, 100, 10, all)).toBe(4)
    expect(rowForKey('ArrowUp', 3, 100, 10, all)).toBe(2)
    expect(rowForKey('PageDown', 95, 100, 10, all)).toBe(99)
    expect(rowForKey('PageUp', 5, 100, 10, all)).toBe(0)
    expect(rowForKey('End', 3, 100, 10, all)).toBe(99)
    expect(rowForKey('x', 3, 100, 10, all)).toBeNull()
  })

  it('passes over headings and stays at the ends', () => {
    expect(rowForKey('j', null, 8, 5, noHeading)).toBe(1)
    expect(rowForKey('j', 3, 8, 5, noHeading)).toBe(5)
    expect(rowForKey('k', 5, 8, 5, noHeading)).toBe(3)
    expect(rowForKey('k', 1, 8, 5, noHeading)).toBe(1)
    expect(rowForKey('Home', 6, 8, 5, noHeading)).toBe(1)
  })
})

describe('the track', () => {
  it('is the list itself up to a height that every browser can lay out', () => {
    expect(trackFor(MAX_TRACK, 600)).toEqual({ height: MAX_TRACK, scale: 1 })
  })

  it('reaches both ends of a taller list', () => {
    const list = 28 * 1_000_000
    const { height, scale } = trackFor(list, 600)
    expect(offsetAfterScroll(0, height - 600, scale)).toBeCloseTo(list - 600, 3)
  })

  it('keeps an offset that is finer than a pixel of the track', () => {
    expect(offsetAfterScroll(1003, 200, 5)).toBe(1003)
    expect(offsetAfterScroll(1003, 300, 5)).toBe(1500)
  })

  it('draws the rows in view and some to spare', () => {
    expect(rowsInView(1000, 32, 3200, 320, 2)).toEqual([98, 112])
    expect(rowsInView(3, 32, 0, 320, 8)).toEqual([0, 2])
    expect(rowsInView(0, 32, 0, 320, 8)).toBeNull()
  })

  it('moves as little as needed to show a row', () => {
    expect(offsetToShow(5, 32, 0, 320)).toBe(0)
    expect(offsetToShow(10, 32, 0, 320)).toBe(32)
    expect(offsetToShow(2, 32, 320, 320)).toBe(64)
  })
})
