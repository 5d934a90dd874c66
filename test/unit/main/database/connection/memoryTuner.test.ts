import { describe, expect, it } from 'vitest'
import { makeRollup } from '../../../../../src/main/record/rollup'
import { isShuffled } from '../../../../../src/main/database/connection/memoryTuner'
import { emptyChunk } from '../../../../helpers/chunks'

const rollupOf = (times: readonly number[]): Float64Array =>
  makeRollup({
    ...emptyChunk({ records: times.length }).records,
    timestampUs: Float64Array.from(times),
  }).times

describe('isShuffled', () => {
  const rising = Array.from({ length: 600 }, (_, i) => i)

  it('is false for time that runs one way, with a few repeats and setbacks', () => {
    expect(isShuffled(rollupOf(rising))).toBe(false)
    expect(isShuffled(rollupOf(rising.toReversed()))).toBe(false)
    expect(isShuffled(rollupOf(rising.map((n) => (n % 20 === 0 ? n - 5 : n))))).toBe(false)
    expect(isShuffled(rollupOf(rising.map(() => 7)))).toBe(false)
    expect(isShuffled(rollupOf([]))).toBe(false)
  })

  it('is true for time that jumps to and fro', () => {
    expect(isShuffled(rollupOf(rising.map((n) => (n * 223) % 601)))).toBe(true)
  })
})
