import { describe, expect, it } from 'vitest'
import { rangeOf, trackParts } from '../../../../src/renderer/ui/map/trackLines'
import { colourSteps, stepOf } from '../../../../src/renderer/ui/plot/colourScale'
import { statusRuns, stripesOf } from '../../../../src/renderer/ui/plot/statusRuns'

const noGaps = { fromUs: [], toUs: [] }

describe('stripesOf', () => {
  it('leaves room for every rarer word, and for the most frequent one below them', () => {
    expect(stripesOf(['ok'], 17)).toEqual([])
    expect(stripesOf(['ok', 'a'], 17)).toEqual([{ word: 'a', top: 0, height: 8 }])
    expect(stripesOf(['ok', 'a', null], 17).map(({ height }) => height)).toEqual([5, 5])
    for (let rarer = 1; rarer < 32; rarer += 1) {
      const words = ['ok', ...Array.from({ length: rarer }, (_, i) => `word ${i}`)]
      const stripes = stripesOf(words, 17)
      const last = stripes.at(-1)
      expect(stripes.every(({ height }) => height >= 2)).toBe(true)
      expect((last?.top ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(12)
      expect(stripes).toHaveLength(Math.min(rarer, 6))
      expect(last?.word).toBe(rarer > 6 ? null : words.at(-1))
    }
  })
})

describe('statusRuns', () => {
  it('joins equal words, also over empty buckets', () => {
    const buckets = {
      fromUs: 0,
      bucketUs: 10,
      words: [
        { word: 'ok', count: [1, 0, 2, 0, 0, 0] },
        { word: 'faulty', count: [0, 0, 0, 1, 0, 1] },
      ],
    }
    expect(statusRuns(buckets, noGaps)).toEqual([
      { fromUs: 0, toUs: 30, words: ['ok'] },
      { fromUs: 30, toUs: 60, words: ['faulty'] },
    ])
  })

  it('has no word in a gap', () => {
    const buckets = { fromUs: 0, bucketUs: 10, words: [{ word: 'ok', count: [1, 0, 0, 1, 1, 1] }] }
    expect(statusRuns(buckets, { fromUs: [5], toUs: [35] })).toEqual([
      { fromUs: 0, toUs: 10, words: ['ok'] },
      { fromUs: 30, toUs: 60, words: ['ok'] },
    ])
  })

  it('says the most frequent word first where several share a bucket', () => {
    const buckets = {
      fromUs: 0,
      bucketUs: 60,
      words: [
        { word: 'ok', count: [3] },
        { word: null, count: [5] },
      ],
    }
    expect(statusRuns(buckets, noGaps)[0]?.words).toEqual([null, 'ok'])
  })

  it('lets a word hold until the next record', () => {
    const buckets = { fromUs: 0, bucketUs: 10, words: [{ word: 'ok', count: [1, 0, 0, 0, 0, 1] }] }
    expect(statusRuns(buckets, noGaps)).toEqual([{ fromUs: 0, toUs: 60, words: ['ok'] }])
  })
})

const points = (longitude: readonly number[], colour: readonly number[] = []) => ({
  timestampUs: longitude.map((_, i) => i * 10),
  latitude: longitude.map(() => 0),
  longitude,
  colour,
})

describe('trackParts', () => {
  it('joins neighbours, across the antimeridian too', () => {
    const [part] = trackParts(points([178, 179.5, -179]), noGaps, 1)
    expect(part?.pieces).toEqual([
      [
        [178, 0],
        [179.5, 0],
      ],
      [
        [179.5, 0],
        [-179, 0],
      ],
    ])
    expect(part?.dots).toEqual([])
  })

  it('leads through no gap and no further than is known', () => {
    const [part] = trackParts(points([0, 1, 2, 90]), { fromUs: [0], toUs: [10] }, 1)
    expect(part?.dots).toEqual([
      [0, 0],
      [90, 0],
    ])
    expect(part?.pieces).toHaveLength(1)
  })

  it('is cut up by colour', () => {
    const parts = trackParts(points([0, 1, 2], [5, 5, 9]), noGaps, 2)
    expect(parts.map(({ pieces }) => pieces.length)).toEqual([2, 0])
  })
})

describe('colours', () => {
  it('go evenly from the first stop to the last', () => {
    expect(colourSteps(['rgb(0, 0, 0)', 'rgb(100, 0, 200)'], 3)).toEqual([
      'rgb(0 0 0)',
      'rgb(50 0 100)',
      'rgb(100 0 200)',
    ])
    expect(stepOf(9, 0, 10, 10)).toBe(9)
    expect(stepOf(10, 0, 10, 10)).toBe(9)
    expect(stepOf(3, 3, 3, 10)).toBe(5)
    expect(rangeOf([3, -1, 8])).toEqual([-1, 8])
    expect(rangeOf([])).toBeNull()
  })
})
