import type { Series } from '#shared/flight/series'
import { describe, expect, it } from 'vitest'
import { mergedGaps, noGaps } from '../../../../../src/renderer/stores/flight/gaps'
import { plotPoints } from '../../../../../src/renderer/stores/flight/points'
import { withWords } from '../../../../../src/renderer/stores/flight/words'
import {
  extentBetween,
  nearestPlace,
  noPoints,
  recordedBetween,
} from '../../../../../src/renderer/ui/plot/points'

/** Buckets of one record each; NaN for an empty one. */
function seriesOf(
  name: 'velocity' | 'longitude',
  fromUs: number,
  bucketUs: number,
  values: readonly number[],
): Series {
  const times = values.map((value, i) => (Number.isNaN(value) ? NaN : fromUs + i * bucketUs))
  const column = Float64Array.from(values)
  return {
    fromUs,
    bucketUs,
    exact: true,
    count: Float64Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
    firstUs: Float64Array.from(times),
    lastUs: Float64Array.from(times),
    channels: [{ name, min: column, max: column, mean: column }],
    gapUs: Infinity,
    gaps: { fromUs: new Float64Array(), toUs: new Float64Array() },
  }
}

const gaps = (...pairs: readonly (readonly [number, number])[]) => ({
  fromUs: Float64Array.from(pairs, ([from]) => from),
  toUs: Float64Array.from(pairs, ([, to]) => to),
})

describe('plotPoints', () => {
  it('leaves out empty buckets without a break', () => {
    const series = seriesOf('velocity', 0, 10, [1, NaN, 3])
    const points = plotPoints(['velocity'], series, null, noGaps).get('velocity')
    expect(points).toMatchObject({ fromUs: [0, 20], min: [1, 3], joined: [false, true] })
  })

  it('breaks the line at a gap', () => {
    const series = seriesOf('velocity', 0, 10, [1, NaN, NaN, 3])
    const merged = mergedGaps([gaps([0, 30])])
    const points = plotPoints(['velocity'], series, null, merged).get('velocity')
    expect(points).toMatchObject({ fromUs: [0, 30], max: [1, 3], joined: [false, false] })
  })

  it('takes what is fine where it reaches, and what is coarse beyond', () => {
    const coarse = seriesOf('velocity', 0, 100, [0, 1, 2, 3])
    const fine = seriesOf('velocity', 100, 50, [10, 11])
    const points = plotPoints(['velocity'], coarse, fine, noGaps).get('velocity')
    expect(points).toMatchObject({ fromUs: [0, 100, 150, 200, 300], min: [0, 10, 11, 2, 3] })
  })

  it('loses no record of a coarse bucket that the fine ones begin or end in', () => {
    const coarse = seriesOf('velocity', 0, 100, [4, 5, 6])
    const long = { ...coarse, lastUs: coarse.firstUs.map((us) => us + 99) }
    const fine = seriesOf('velocity', 150, 10, [10, 11])
    const points = plotPoints(['velocity'], long, fine, noGaps).get('velocity')
    expect(points).toMatchObject({
      fromUs: [0, 100, 150, 160, 170, 200],
      toUs: [99, 149, 150, 160, 199, 299],
      max: [4, 5, 10, 11, 5, 6],
    })
  })
})

describe('mergedGaps', () => {
  it('has each gap once, in the order of time', () => {
    expect(mergedGaps([gaps([50, 60], [10, 20]), gaps([50, 60], [15, 30])])).toEqual({
      fromUs: [10, 50],
      toUs: [30, 60],
    })
  })
})

describe('points', () => {
  const points = {
    fromUs: [0, 10, 20],
    toUs: [0, 12, 20],
    min: [1, 2, 0],
    max: [1, 5, 9],
    joined: [false, true, false],
  }

  it('tell the extent of the records between two moments, and their own first and last', () => {
    expect(extentBetween(points, 5, 20)).toEqual([2, 5])
    expect(extentBetween(points, 0, 21)).toEqual([0, 9])
    expect(extentBetween(points, 13, 20)).toBeNull()
    expect(extentBetween(noPoints, 0, 9)).toBeNull()
    expect(recordedBetween(points, -5, 20)).toEqual({ firstUs: 0, lastUs: 12 })
    expect(recordedBetween(points, 13, 20)).toBeNull()
  })

  it('tell the nearest one', () => {
    expect(nearestPlace(points, 11)).toBe(1)
    expect(nearestPlace(points, 14)).toBe(1)
    expect(nearestPlace(points, 17)).toBe(2)
    expect(nearestPlace(points, -99)).toBe(0)
    expect(nearestPlace(points, 99)).toBe(2)
    expect(nearestPlace(noPoints, 5)).toBeNull()
  })
})

const statuses = (...words: readonly (readonly [string | null, number])[]) => ({
  fromUs: 0,
  bucketUs: 1,
  exact: true,
  instruments: [
    {
      name: 'instrument1',
      words: words.map(([word, total]) => ({ word, total, count: new Float64Array() })),
    },
  ],
})

describe('withWords', () => {
  it('keeps every word that was met, by name', () => {
    const first = withWords([], statuses(['faulty', 2], ['ok', 90], [null, 5]))
    expect(first).toEqual(['faulty', 'ok'])
    const second = withWords(first, statuses(['mode 10', 80], ['mode 9', 10]))
    expect(second).toEqual(['faulty', 'mode 9', 'mode 10', 'ok'])
    expect(withWords(second, statuses(['ok', 1]))).toBe(second)
  })
})
