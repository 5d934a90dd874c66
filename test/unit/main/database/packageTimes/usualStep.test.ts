import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usualGap, usualStep } from '../../../../../src/main/database/packageTimes/usualStep'

const of = (...steps: number[]): number | null => usualStep(Float64Array.from(steps).toSorted())

describe('the usual step', () => {
  it('is what most steps are, and no mean of bursts and the time between', () => {
    expect(of(100, 100, 100, 100, 3_599_600)).toBe(100)
    expect(of(...Array<number>(60).fill(10_000), ...Array<number>(40).fill(100))).toBe(10_000)
    // The middle one of all would be 1,000.
    expect(of(100, 100, 100, 100, 1_000, 1_000, 1_000, 10_000, 10_000, 10_000)).toBe(100)
    expect(usualGap(of(100, 100, 7_000))).toBe(1_000)
  })

  it('takes steps that waver for alike, and is the middle one of them', () => {
    expect(of(980, 990, 1_000, 1_010, 1_030, 60_000, 61_000, 62_000)).toBe(1_000)
  })

  it('is the shorter one of two that are as frequent, and none without a step', () => {
    expect(of(1_000, 60_000)).toBe(1_000)
    expect(of()).toBeNull()
    expect(usualGap(null)).toBe(Infinity)
  })

  it('weighs a step like as many steps of its own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
          maxLength: 12,
        }),
        (pairs) => {
          const sorted = pairs.toSorted((a, b) => a[0] - b[0])
          const weighed = usualStep(
            Float64Array.from(sorted, ([step]) => step),
            Float64Array.from(sorted, ([, weight]) => weight),
          )
          expect(weighed).toBe(
            of(...sorted.flatMap(([step, weight]) => Array<number>(weight).fill(step))),
          )
        },
      ),
    )
  })
})
