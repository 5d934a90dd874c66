import type { Series } from '#shared/flight/series'
import { describe, expect, it } from 'vitest'
import { mergedGaps, noGaps } from '../../../../../src/renderer/stores/flight/gaps'
import { plotPoints } from '../../../../../src/renderer/stores/flight/points'
import { withWords } from '../../../../../src/renderer/stores/flight/words'
import { extentBetween, nearestPlace } from '../../../../../src/renderer/ui/plot/points'

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
    expect(points).toMatchObject({ us: [0, 20], mean: [1, 3] })
  })

  it('breaks the line at a gap', () => {
    const series = seriesOf('velocity', 0, 10, [1, NaN, NaN, 3])
    const merged = mergedGaps([gaps([0, 30])])
    const points = plotPoints(['velocity'], series, null, merged).get('velocity')
    expect(points).toMatchObject({ us: [0, 15, 30], mean: [1, null, 3] })
  })

  it('takes what is fine where it reaches, and what is coarse beyond', () => {
    const coarse = seriesOf('velocity', 0, 100, [0, 1, 2, 3])
    const fine = seriesOf('velocity', 100, 50, [10, 11])
    const points = plotPoints(['velocity'], coarse, fine, noGaps).get('velocity')
    expect(points).toMatchObject({ us: [0, 100, 150, 200, 300], mean: [0, 10, 11, 2, 3] })
  })

  it('breaks longitude at the antimeridian', () => {
    const series = seriesOf('longitude', 0, 10, [178, 179, -179, -178])
    const points = plotPoints(['longitude'], series, null, noGaps).get('longitude')
    expect(points?.mean).toEqual([178, 179, null, -179, -178])
  })
})

/** Buckets from the one longitude to the other, drawn. */
const longitudes = (ranges: readonly (readonly [number, number])[]) => {
  const series = seriesOf(
    'longitude',
    0,
    10,
    ranges.map(([min, max]) => (min + max) / 2),
  )
  const channels = series.channels.map((channel) => ({
    ...channel,
    min: Float64Array.from(ranges, ([least]) => least),
    max: Float64Array.from(ranges, ([, greatest]) => greatest),
  }))
  return plotPoints(['longitude'], { ...series, channels }, null, noGaps).get('longitude')
}

describe('longitudes of buckets that lie on both sides of the antimeridian', () => {
  it('are a break where there is one, or one that a block makes two', () => {
    expect(
      longitudes([
        [170, 175],
        [-179, 179],
        [-175, -170],
      ])?.min,
    ).toEqual([170, null, -175])
    const two = longitudes([
      [170, 175],
      [-179, 179],
      [-179, 179],
      [-175, -170],
    ])
    expect(two?.max).toEqual([175, null, null, -170])
  })

  it('are a band without a line where each goes around the world', () => {
    const around = longitudes([
      [0, 20],
      [-179, 179],
      [-180, 178],
      [-178, 180],
      [1, 3],
    ])
    expect(around).toMatchObject({
      us: [0, 10, 20, 30, 40],
      min: [0, -179, -180, -178, 1],
      max: [20, 179, 178, 180, 3],
      mean: [10, null, null, null, 2],
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
    us: [0, 10, 15, 20],
    min: [1, 2, null, 0],
    max: [1, 5, null, 9],
    mean: [1, 3, null, 4],
  }

  it('tell the extent with what lies just outside', () => {
    expect(extentBetween(points, 5, 12)).toEqual([1, 5])
    expect(extentBetween(points, 0, 20)).toEqual([0, 9])
    expect(extentBetween({ us: [], min: [], max: [], mean: [] }, 0, 9)).toBeNull()
  })

  it('tell the nearest one that is no break', () => {
    expect(nearestPlace(points, 14)).toBe(1)
    expect(nearestPlace(points, 16)).toBe(3)
    expect(nearestPlace(points, -99)).toBe(0)
    expect(nearestPlace({ us: [], min: [], max: [], mean: [] }, 5)).toBeNull()
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
