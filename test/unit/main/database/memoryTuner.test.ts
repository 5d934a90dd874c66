import { describe, expect, it } from 'vitest'
import { isShuffled } from '../../../../src/main/database/memoryTuner'

const columns = (values: readonly number[]): [Float64Array, number] => [
  Float64Array.from(values),
  values.length,
]

describe('isShuffled', () => {
  const rising = Array.from({ length: 100 }, (_, i) => i)

  it('is false for time that runs one way, with a few repeats and setbacks', () => {
    expect(isShuffled(...columns(rising))).toBe(false)
    expect(isShuffled(...columns(rising.toReversed()))).toBe(false)
    expect(isShuffled(...columns(rising.map((n) => (n % 20 === 0 ? n - 5 : n))))).toBe(false)
    expect(isShuffled(...columns(rising.map(() => 7)))).toBe(false)
    expect(isShuffled(...columns([]))).toBe(false)
  })

  it('is true for time that jumps to and fro', () => {
    expect(isShuffled(...columns(rising.map((n) => (n * 37) % 101)))).toBe(true)
  })
})
