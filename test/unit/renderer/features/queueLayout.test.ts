import { describe, expect, it } from 'vitest'
import {
  itemAt,
  itemCount,
  sectionAt,
  sectionRange,
  sectionStart,
  type Layout,
} from '../../../../src/renderer/features/queue/layout'

const layout: Layout = {
  queue: 2,
  arriving: ['a.json'],
  moreArriving: 3,
  ignored: 2,
  ignoredListed: 0,
  history: 4,
}
const empty: Layout = {
  queue: 0,
  arriving: [],
  moreArriving: 0,
  ignored: 0,
  ignoredListed: 0,
  history: 0,
}
const kinds = (l: Layout): string[] =>
  Array.from({ length: itemCount(l) }, (_, i) => itemAt(l, i).kind)

describe('the list of the queue', () => {
  it('has queue, arriving, ignored and history in this order', () => {
    expect(kinds(layout)).toEqual([
      'file',
      'file',
      'arriving',
      'more-arriving',
      'ignored-summary',
      'heading',
      'file',
      'file',
      'file',
      'file',
    ])
    expect(itemAt(layout, 1)).toEqual({ kind: 'file', section: 'queue', at: 1 })
    expect(itemAt(layout, 9)).toEqual({ kind: 'file', section: 'history', at: 3 })
  })

  it('says so where there is nothing', () => {
    expect(kinds(empty)).toEqual(['nothing', 'heading', 'nothing'])
  })

  it('lists ignored files when it is unfolded', () => {
    expect(
      kinds({ ...empty, ignored: 2, ignoredListed: 2 }).filter((k) => k === 'ignored'),
    ).toHaveLength(2)
  })

  it('knows where a section begins and which of its rows are in view', () => {
    expect(itemAt(layout, sectionStart(layout, 'history'))).toEqual({
      kind: 'file',
      section: 'history',
      at: 0,
    })
    expect(sectionRange(layout, 'queue', 0, 7)).toEqual([0, 1])
    expect(sectionRange(layout, 'history', 0, 7)).toEqual([0, 1])
    expect(sectionRange(layout, 'queue', 4, 7)).toBeNull()
  })

  it('has the head of the section whose rows are at the top', () => {
    expect([0, 4, 5].map((row) => sectionAt(layout, row))).toEqual(['queue', 'queue', 'queue'])
    expect([6, 9].map((row) => sectionAt(layout, row))).toEqual(['history', 'history'])
  })
})
