import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Grid, Shares } from '../../../../../src/main/database/flight/grid'

const FROM = 1_703_583_267_602_982

const stretches = fc.array(
  fc.record({
    fromUs: fc.nat(900).map((us) => FROM + us),
    length: fc.integer({ min: 1, max: 1_000 }),
    count: fc.nat(300),
  }),
  { maxLength: 20 },
)

describe('shares of buckets', () => {
  it('are those that a loop over all buckets gives, and nothing where nothing is', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 1, max: 300 }), (list, most) => {
        const window = { fromUs: FROM, toUs: FROM + 2_000 }
        const grid = new Grid(window, most)
        const shares = new Shares(grid)
        const expected = grid.column(0)
        const touched = grid.column(0)
        for (const { fromUs, length, count } of list) {
          shares.spread({ fromUs, toUs: fromUs + length }, count)
          for (let us = fromUs; us < fromUs + length; us += 1) {
            const bucket = grid.bucketOf(us)
            expected[bucket] = (expected[bucket] ?? 0) + count / length
            touched[bucket] = 1
          }
        }
        const totals = shares.totals()
        expect(totals).toHaveLength(grid.buckets)
        totals.forEach((total, i) => expect(total).toBeCloseTo(expected[i] ?? NaN, 6))
        expect(totals.every((total, i) => touched[i] === 1 || total === 0)).toBe(true)
      }),
    )
  })

  it('lie in as many buckets as there are microseconds, if more are asked for', () => {
    const grid = new Grid({ fromUs: FROM, toUs: FROM + 5 }, 2_000)
    expect([grid.bucketUs, grid.buckets]).toEqual([1, 5])
    expect(new Grid({ fromUs: FROM, toUs: FROM }, 10).buckets).toBe(0)
  })
})
