import { describe, expect, it } from 'vitest'
import { bucketGrid } from '../../../../../src/main/database/history/buckets'
import { endOfMinutes, minutesOf } from '../../../../../src/main/database/history/minutes'
import { continued, stretchOf, type Sample } from '../../../../../src/main/database/history/stretch'
import { sampleAt } from '../../../../helpers/samples'

const START = 1_767_225_600

const minutes = (samples: readonly Sample[], to: number) =>
  minutesOf(samples.map(stretchOf), START, START + to, null)

describe('seconds in which nothing goes on', () => {
  it('are one sample, which has the memory of its last second', () => {
    const both = continued(sampleAt(START, { memory: 1 }), sampleAt(START + 1, { memory: 2 }))
    expect(both).toEqual(sampleAt(START, { seconds: 2, memory: 2 }))
  })

  it.each([
    ['a second between was lost', sampleAt(START + 2)],
    ['a file came', sampleAt(START + 1, { queued: 1 })],
    ['something was stored', sampleAt(START + 1, { lines: 1, bytes: 10 })],
    ['a thread worked', sampleAt(START + 1, { readers: 50 })],
    ['all was paused', sampleAt(START + 1, { paused: true })],
    ['an alert came', sampleAt(START + 1, { alert: 'disk_full' })],
    ['the pace was changed', sampleAt(START + 1, { paceLines: 5 })],
  ])('are not when %s', (_, next) => {
    expect(continued(sampleAt(START), next)).toBeNull()
  })
})

describe('minutes', () => {
  it('have least, mean and greatest of their seconds', () => {
    const [minute, ...others] = minutes(
      Array.from({ length: 60 }, (_, i) =>
        sampleAt(START + i, { lines: i, bytes: i, queued: i % 2, paused: i < 15 }),
      ),
      60,
    )
    expect(others).toEqual([])
    expect(minute).toMatchObject({ at: START, seconds: 60, paused: 15 })
    expect(minute?.spreads.lines).toEqual({ min: 0, sum: (59 * 60) / 2, max: 59 })
    expect(minute?.spreads.queued).toEqual({ min: 0, sum: 30, max: 1 })
  })

  it('share a stretch that lies over their border, and leave out those without any', () => {
    const found = minutes(
      [sampleAt(START + 30, { seconds: 60, queued: 2 }), sampleAt(START + 200, { lines: 7 })],
      240,
    )
    expect(found.map(({ at, seconds }) => [at - START, seconds])).toEqual([
      [0, 30],
      [60, 30],
      [180, 1],
    ])
    expect(found.map(({ spreads }) => spreads.queued.sum)).toEqual([60, 60, 0])
    expect(found.map((minute) => endOfMinutes(minute) - START)).toEqual([60, 120, 240])
  })

  it('are one row while nothing goes on, which the next ones make longer', () => {
    const still = sampleAt(START, { seconds: 300, queued: 1 })
    const [first, ...none] = minutes([still], 180)
    expect(none).toEqual([])
    expect(first).toMatchObject({ at: START, seconds: 180 })
    const later = minutesOf([stretchOf(still)], START + 180, START + 300, first ?? null)
    expect(later.map(({ at, seconds }) => [at - START, seconds])).toEqual([[0, 300]])
    const busy = sampleAt(START + 300, { lines: 5, bytes: 5 })
    const next = minutesOf([stretchOf(busy)], START + 300, START + 360, later[0] ?? null)
    expect(next.map(({ at }) => at - START)).toEqual([300])
  })
})

describe('buckets', () => {
  it('have lengths that clocks have, on whole multiples of them', () => {
    expect(bucketGrid(START + 7, START + 307, 300, 1)).toEqual({
      from: START + 7,
      length: 1,
      count: 300,
    })
    expect(bucketGrid(START + 7, START + 3607, 900, 1)).toMatchObject({
      from: START + 5,
      length: 5,
    })
    expect(bucketGrid(START, START + 86_400, 900, 1)).toMatchObject({ length: 120, count: 720 })
    expect(bucketGrid(START + 7, START + 307, 300, 60)).toEqual({
      from: START,
      length: 60,
      count: 6,
    })
    expect(bucketGrid(START, START + 30 * 86_400, 900, 1)).toMatchObject({ length: 3600 })
  })
})
