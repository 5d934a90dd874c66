import { describe, expect, it } from 'vitest'
import { followInOrder, orderOf } from '../../../../../src/main/database/records/timeIndex'

const times = (...each: number[]): Float64Array => Float64Array.from(each)

describe('the order of some records', () => {
  it.each([
    ['ascending', times(1, 2, 3)],
    ['descending', times(3, 2, 1)],
    ['ascending', times(1, 2, 3, 4, 3)],
    ['descending', times(5, 4, 6, 3, 2)],
    ['ascending', times(7)],
    ['ascending', times(7, 7)],
  ] as const)('is %s for %s', (order, given) => {
    expect(orderOf(given)).toBe(order)
  })
})

describe('records follow in an index', () => {
  const last = { timeUs: 10n, id: 100n }
  it.each([
    ['behind its end, in its order', 'ascending', times(11, 12, 13), 5n, true],
    ['also where some share a moment', 'ascending', times(11, 11, 12), 5n, true],
    [
      'and where the first shares that of the end, behind it',
      'ascending',
      times(10, 11),
      101n,
      true,
    ],
    ['but not before it', 'ascending', times(10, 11), 99n, false],
    ['nor where the first is earlier', 'ascending', times(9, 11), 101n, false],
    ['nor where the second turns back', 'ascending', times(12, 11, 13, 14), 101n, false],
    ['nor where the last does', 'ascending', times(11, 12, 13, 12), 101n, false],
    ['nor the other way round', 'ascending', times(9, 8, 7), 101n, false],
    ['behind its end, in its order', 'descending', times(9, 8, 7), 5n, true],
    ['also where some share a moment', 'descending', times(9, 9, 8), 5n, true],
    [
      'and where the first shares that of the end, behind it',
      'descending',
      times(10, 9),
      101n,
      true,
    ],
    ['but not before it', 'descending', times(10, 9), 99n, false],
    ['nor where the first is later', 'descending', times(11, 9), 101n, false],
    ['nor where the second turns back', 'descending', times(8, 9, 7, 6), 101n, false],
    ['nor where the last does', 'descending', times(9, 8, 7, 8), 101n, false],
    ['nor the other way round', 'descending', times(11, 12, 13), 101n, false],
  ] as const)('%s (%s: %s, from id %i): %s', (_, order, given, firstId, follow) => {
    expect(followInOrder(last, order, given, firstId)).toBe(follow)
  })

  it('that is empty, if they keep its order', () => {
    expect(followInOrder(null, 'ascending', times(1, 2), 1n)).toBe(true)
    expect(followInOrder(null, 'descending', times(1, 2), 1n)).toBe(false)
    expect(followInOrder(null, 'descending', times(2, 1), 1n)).toBe(true)
  })
})
