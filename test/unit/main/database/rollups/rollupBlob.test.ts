import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  packedBytes,
  packRollup,
  unpackRollup,
  unpackTimes,
} from '../../../../../src/main/database/rollups/rollupBlob'
import { makeRollup as makeOldRollup } from '../../../../../src/main/database/migrations/frozen/rollup'
import { makeRollup } from '../../../../../src/main/record/rollup'

const present = fc.double({ noNaN: true, min: -1e9, max: 1e9 })

/** Records of a number of channels, some of which may have no value. */
const recordsWith = (value: fc.Arbitrary<number>, fewest: number, most: number) =>
  fc
    .tuple(fc.integer({ min: fewest, max: most }), fc.integer({ min: 1, max: 700 }))
    .chain(([channels, count]) =>
      fc
        .array(fc.array(value, { minLength: 7, maxLength: 7 }), {
          minLength: channels,
          maxLength: channels,
        })
        .map((columns) => ({
          count,
          line: Uint32Array.from({ length: count }, (_, i) => 2 + i),
          timestampUs: Float64Array.from({ length: count }, (_, i) => 1e15 + i),
          values: columns.map((column) =>
            Float64Array.from({ length: count }, (_, i) => column[i % 7] ?? NaN),
          ),
        })),
    )

describe('a stored rollup', () => {
  it('is what it was, whatever channels and values it has', () => {
    const some = fc.oneof(present, fc.constant(NaN))
    fc.assert(
      fc.property(recordsWith(fc.oneof(some, present), 0, 9), (records) => {
        const rollup = makeRollup(records)
        const blob = Buffer.from(packRollup(rollup))
        expect(unpackRollup(blob)).toEqual(rollup)
        expect(unpackTimes(blob)).toEqual(rollup.times)
      }),
    )
  })

  it('is no longer than before where every value is there', () => {
    fc.assert(
      fc.property(recordsWith(present, 1, 9), (records) => {
        const rollup = makeRollup(records)
        const blocks = rollup.times.length / 11
        expect(packRollup(rollup)).toHaveLength(packedBytes(blocks, records.values.length))
      }),
    )
  })

  it('of a version before is the rollup of the same records', () => {
    fc.assert(
      fc.property(recordsWith(present, 4, 4), ({ values, ...records }) => {
        const [velocity, altitude, latitude, longitude] = values
        const none = new Float64Array(0)
        const old = makeOldRollup({
          ...records,
          velocity: velocity ?? none,
          altitude: altitude ?? none,
          latitude: latitude ?? none,
          longitude: longitude ?? none,
        })
        const blob = Buffer.from(old.buffer, old.byteOffset, old.byteLength)
        const rollup = makeRollup({ ...records, values })
        expect(unpackRollup(blob)).toEqual(rollup)
        expect(unpackTimes(blob)).toEqual(rollup.times)
      }),
    )
  })
})
