import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRange, formatValue } from '../../../../src/renderer/ui/formatValue'
import { tickText } from '../../../../src/renderer/ui/plot/tickText'
import { shareBetween, valueScale } from '../../../../src/renderer/ui/plot/valueScale'

/** What stands beside the ticks of an axis with two intervals. */
function texts(low: number, high: number): string[] {
  const scale = valueScale(low, high, 2)
  return scale.ticks.map((tick) => tickText(tick, scale))
}

describe('formatValue', () => {
  it('has as many digits as can be compared by eye, and an exponent where noughts would stand', () => {
    expect(formatValue(7667.202037303048)).toBe('7,667.20204')
    expect(formatValue(-179.99999)).toBe('-179.99999')
    expect(formatValue(0)).toBe('0')
    expect(formatValue(1e300)).toBe('1e300')
    expect(formatValue(-1e18)).toBe('-1e18')
    expect(formatValue(9.260383223907824e-10)).toBe('9.26038e-10')
  })
})

describe('formatRange', () => {
  it('tells one end from the other', () => {
    expect(formatRange(7000, 7799)).toBe('7,000 to 7,799')
    expect(formatRange(5, 5)).toBe('5')
    expect(formatRange(123_456_789.123, 123_456_789.124)).toBe('123,456,789.123 to 123,456,789.124')
    expect(formatRange(6970, 1e300)).toBe('6,970 to 1e300')
  })
})

describe('tickText', () => {
  it('has all digits that tell one tick from the next, and no noughts to be counted', () => {
    expect(texts(7654.2, 7669.1)).toEqual(['7,650', '7,660', '7,670'])
    expect(texts(7500, 7500)).toEqual(['7,495', '7,500', '7,505'])
    expect(texts(0, 0)).toEqual(['-0.5', '0.0', '0.5'])
    expect(texts(-1e18, 0)).toEqual(['-1e18', '-5e17', '0'])
    expect(texts(0, 1e300)).toEqual(['0', '5e299', '1e300'])
    expect(texts(-1e-9, 1e-9)).toEqual(['-1e-9', '0', '1e-9'])
    expect(texts(1e-18, 2e-18)).toEqual(['1e-18', '1.5e-18', '2e-18'])
    expect(texts(-1.7e308, 1.7e308)).toEqual(['-1e308', '0', '1e308'])
    expect(texts(123_456_789.1231, 123_456_789.1238)).toEqual([
      '123,456,789.1230',
      '123,456,789.1235',
      '123,456,789.1240',
    ])
  })
})

describe('valueScale', () => {
  it('holds every pair of doubles, each in its place', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(double, double, fc.integer({ min: 0, max: 9 }), (a, b, intervals) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const { min, max, ticks } = valueScale(low, high, intervals)
        expect(min).toBeLessThan(max)
        expect(ticks.length).toBeGreaterThan(0)
        expect(ticks.length).toBeLessThan(40)
        for (const value of [low, high]) {
          const share = shareBetween(value, min, max)
          expect(share).toBeGreaterThanOrEqual(-1e-6)
          expect(share).toBeLessThanOrEqual(1 + 1e-6)
        }
      }),
    )
  })
})
