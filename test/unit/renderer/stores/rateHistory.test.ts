import { describe, expect, it } from 'vitest'
import type { ComponentStatus } from '#shared/status'
import { addRates, type RecentRates } from '../../../../src/renderer/stores/pipeline/recentRates'

const component = (id: string, rate?: number): ComponentStatus => ({
  id,
  name: id,
  parent: null,
  state: 'running',
  detail: '',
  restarts: 0,
  lastError: null,
  ...(rate === undefined ? {} : { rate }),
})

const empty: RecentRates = { second: 0, byId: new Map() }

describe('addRates', () => {
  it('takes one rate a second, of components that have one', () => {
    const first = addRates(empty, [component('a', 5), component('b')], 10_100)
    expect([...first.byId]).toEqual([['a', [5]]])
    expect(addRates(first, [component('a', 9)], 10_900)).toBe(first)
    expect(addRates(first, [component('a', 9)], 11_000).byId.get('a')).toEqual([5, 9])
  })

  it('counts silent seconds as none, keeps a minute, and forgets who is gone', () => {
    const first = addRates(empty, [component('a', 5), component('b', 1)], 10_000)
    const later = addRates(first, [component('a', 6)], 13_000)
    expect(later.byId.get('a')).toEqual([5, 0, 0, 6])
    expect(later.byId.has('b')).toBe(false)
    const late = addRates(later, [component('a', 7)], 500_000)
    expect(late.byId.get('a')).toHaveLength(60)
    expect(late.byId.get('a')?.at(-1)).toBe(7)
  })
})
