import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Series, SeriesQuestion } from '../../../src/shared/flight/series'
import type { WriteDb } from '../../../src/main/database/handles'
import { series } from '../../../src/main/database/flight/series'
import { scopeOf } from '../../helpers/scopes'
import { rowsOf, shapes, shuffledTimes, START, STEP } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

const channels = ['velocity', 'altitude', 'latitude', 'longitude'] as const

interface Truth {
  readonly bucket: number
  readonly count: number
  readonly firstUs: number
  readonly lastUs: number
  /** Smallest, largest and mean of each channel in turn. */
  readonly values: readonly number[]
}

/** The plain question to the records: what is in each bucket. */
function oracle(
  db: Database.Database,
  { fromUs, bucketUs, count }: Series,
  fileIds: readonly number[],
): Map<number, Truth> {
  const ofChannels = channels.map((name) => `min(${name}), max(${name}), avg(${name})`)
  const rows = db
    .prepare<[bigint, bigint, bigint, bigint, string], number[]>(
      `SELECT (timestamp_us - ?) / ? AS bucket, count(*), min(timestamp_us), max(timestamp_us),
         ${ofChannels.join(', ')}
       FROM records
       WHERE timestamp_us >= ? AND timestamp_us < ? AND id >> 32 IN (SELECT value FROM json_each(?))
       GROUP BY bucket`,
    )
    .raw()
    .all(
      BigInt(fromUs),
      BigInt(bucketUs),
      BigInt(fromUs),
      BigInt(fromUs + bucketUs * count.length),
      JSON.stringify(fileIds),
    )
  return new Map(
    rows.map(([bucket = NaN, n = NaN, firstUs = NaN, lastUs = NaN, ...values]) => [
      bucket,
      { bucket, count: n, firstUs, lastUs, values },
    ]),
  )
}

function gapsOracle(
  db: Database.Database,
  { fromUs, toUs }: { fromUs: number; toUs: number },
  fileIds: readonly number[],
  gapUs: number,
): [number, number][] {
  return db
    .prepare<[bigint, bigint, string, number], [number, number]>(
      `SELECT before, timestamp_us FROM (
         SELECT timestamp_us, lag(timestamp_us) OVER (ORDER BY timestamp_us) AS before
         FROM records
         WHERE timestamp_us >= ? AND timestamp_us < ?
           AND id >> 32 IN (SELECT value FROM json_each(?))
       ) WHERE timestamp_us - before > ?`,
    )
    .raw()
    .all(BigInt(fromUs), BigInt(toUs), JSON.stringify(fileIds), gapUs)
}

const pairs = ({ gaps }: Series): [number, number][] =>
  Array.from(gaps.fromUs, (from, i) => [from, gaps.toUs[i] ?? NaN])

/** What was asked for, answered and compared with the plain question, bucket by bucket. */
function expectTrue(
  db: WriteDb,
  { fileIds, ...asked }: Partial<SeriesQuestion> & { fileIds: readonly number[] },
): Series {
  const scope = scopeOf(db, fileIds)
  const question = { scope, channels, window: null, buckets: 500, ...asked }
  const answer = series(db, question)
  const truth = oracle(db, answer, fileIds)
  expect(answer.count.length).toBeLessThanOrEqual(question.buckets)
  expect(answer.channels.map(({ name }) => name)).toEqual(question.channels)
  if (answer.exact) expectExact(answer, truth)
  else expectEnvelope(answer, truth)
  return answer
}

function expectExact(answer: Series, truth: Map<number, Truth>): void {
  const found = Array.from(answer.count, (count, i) => ({
    count,
    firstUs: answer.firstUs[i],
    lastUs: answer.lastUs[i],
    extremes: answer.channels.map(({ min, max }) => [min[i], max[i]]),
  }))
  const expected = found.map((_, i) => {
    const { count = 0, firstUs = NaN, lastUs = NaN, values = [] } = truth.get(i) ?? {}
    const extremes = answer.channels.map(({ name }) => {
      const k = 3 * channels.findIndex((own) => own === name)
      return [values[k] ?? NaN, values[k + 1] ?? NaN]
    })
    return { count, firstUs, lastUs, extremes }
  })
  expect(found).toEqual(expected)
  for (const { name, mean } of answer.channels) {
    const k = 3 * channels.findIndex((own) => own === name) + 2
    const off = mean.map((value, i) => Math.abs(value - (truth.get(i)?.values[k] ?? NaN)))
    expect(off.every((value, i) => value < 1e-6 || !truth.has(i))).toBe(true)
    expect(mean.every((value, i) => Number.isNaN(value) !== truth.has(i))).toBe(true)
  }
}

/** Every record lies within what its bucket shows, and all in all nothing is shown that is not there. */
function expectEnvelope(answer: Series, truth: Map<number, Truth>): void {
  const rows = [...truth.values()]
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  expect(answer.count.reduce((sum, count) => sum + count, 0)).toBeCloseTo(total, 3)
  const holds = (low: Float64Array, high: Float64Array, from: Get, to: Get): boolean =>
    rows.every((row) => {
      const [least, most] = [low[row.bucket] ?? NaN, high[row.bucket] ?? NaN]
      return least <= from(row) && most >= to(row)
    })
  expect(
    holds(
      answer.firstUs,
      answer.lastUs,
      ({ firstUs }) => firstUs,
      ({ lastUs }) => lastUs,
    ),
  ).toBe(true)
  for (const { name, min, max, mean } of answer.channels) {
    const k = 3 * channels.findIndex((own) => own === name)
    const least: Get = ({ values }) => values[k] ?? NaN
    const most: Get = ({ values }) => values[k + 1] ?? NaN
    expect(holds(min, max, least, most)).toBe(true)
    expect(smallest(min)).toBe(smallest(rows.map(least)))
    expect(-smallest(max.map((value) => -value))).toBe(-smallest(rows.map((row) => -most(row))))
    const isWithin = (value: number, i: number): boolean =>
      Number.isNaN(value) || (value >= (min[i] ?? NaN) - 1e-6 && value <= (max[i] ?? NaN) + 1e-6)
    expect(mean.every(isWithin)).toBe(true)
  }
}

type Get = (row: Truth) => number

const smallest = (values: Iterable<number>): number =>
  [...values].filter((value) => !Number.isNaN(value)).reduce((a, b) => Math.min(a, b), Infinity)

/** Stretches of the whole: from the middle of one record's step to that of another. */
function part(from: number, to: number, count: number) {
  return {
    fromUs: START + Math.floor(from * count) * STEP + STEP / 2,
    toUs: START + Math.floor(to * count) * STEP + STEP / 2,
  }
}

describe('the series of few records', () => {
  it.each(Object.entries(shapes))('is exact for a file %s', (_, shape) => {
    const { db, store } = newStore()
    store(rowsOf({ count: 5_000, seed: 2 }))
    const fileId = store(rowsOf(shape))
    const whole = expectTrue(db, { fileIds: [fileId] })
    expect(whole.exact).toBe(true)
    const end = whole.fromUs + whole.bucketUs * whole.count.length
    for (const [from, to] of [
      [0.3, 0.301],
      [0.3, 0.7],
      [-0.5, 0.01],
      [0.9, 1.5],
      [2, 3],
    ] as const) {
      const span = end - whole.fromUs
      const window = {
        fromUs: Math.floor(whole.fromUs + from * span),
        toUs: Math.ceil(whole.fromUs + to * span),
      }
      expect(expectTrue(db, { fileIds: [fileId], window, buckets: 77 }).exact).toBe(true)
    }
  })

  it('has the gaps of its records', () => {
    const { db, store } = newStore()
    for (const shape of Object.values(shapes)) {
      const fileId = store(rowsOf(shape))
      const answer = expectTrue(db, { fileIds: [fileId], channels: ['velocity'] })
      const window = { fromUs: answer.fromUs, toUs: Number.MAX_SAFE_INTEGER }
      expect(pairs(answer)).toEqual(gapsOracle(db, window, [fileId], answer.gapUs ?? Infinity))
    }
  })

  it('knows the usual step, and what is a gap against it', () => {
    const { db, store } = newStore()
    const steps = Object.entries(shapes).map(([name, shape]) => {
      const { gapUs, gaps } = series(db, {
        scope: { kind: 'file', fileId: store(rowsOf(shape)) },
        channels: [],
        window: null,
        buckets: 10,
      })
      return [name, gapUs === null ? null : Math.round(gapUs / STEP), gaps.fromUs.length]
    })
    expect(steps).toEqual([
      ['clean', 10, 0],
      ['1 % bad', 10, 1],
      ['newest first', 10, 0],
      ['shuffled', 10, 0],
      ['with gaps and repeats', 10, 9],
      ['with a step back', 10, 0],
      ['of one record', null, 0],
      ['of one moment', null, 0],
    ])
  })

  it('adds several files up, whose gaps the others may fill', () => {
    const { db, store } = newStore()
    const first = store(rowsOf({ count: 5_000 }))
    const second = store(rowsOf({ count: 5_000, time: (i) => START + (i + 4_000) * STEP }))
    const third = store(rowsOf({ count: 100, time: (i) => START + (i + 9_500) * STEP }))
    const fileIds = [first, second, third]
    const answer = expectTrue(db, { fileIds })
    expect(answer.count.reduce((sum, count) => sum + count)).toBe(10_100)
    expect(pairs(answer)).toEqual([[START + 8_999 * STEP, START + 9_500 * STEP]])
    expect(pairs(expectTrue(db, { fileIds: [first, third] }))).toHaveLength(1)
    expectTrue(db, { fileIds: [third, first], window: part(0.2, 0.9, 5_000) })
  })

  it('is empty where there is nothing', () => {
    const { db } = newStore()
    const scope = { kind: 'file', fileId: 99 } as const
    const question = { scope, channels, buckets: 100 }
    const nothing = series(db, { ...question, window: null })
    expect(nothing).toMatchObject({ exact: true, gapUs: null })
    expect(nothing.count).toHaveLength(0)
    const window = series(db, { ...question, window: { fromUs: START, toUs: START + 1000 } })
    expect([...window.count]).toEqual(Array(100).fill(0))
    expect(window.channels[0]?.mean[0]).toBeNaN()
  })

  it('has no buckets shorter than a microsecond', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 50, time: (i) => START + i }))
    const answer = expectTrue(db, { fileIds: [fileId], buckets: 2_000 })
    expect(answer.bucketUs).toBe(1)
    expect([...answer.count]).toEqual(Array(50).fill(1))
  })
})

/** More than are read themselves, also in most of their time. */
const MANY = 64_000

/** Three passes to a block of lines. */
const passes = (i: number): number => START + (i + 500 * Math.floor(i / 100)) * STEP
/** Time with one gap inside a block of lines. */
const timeWithGap = (i: number): number => START + (i + (i < 30_100 ? 0 : 9_000)) * STEP

describe('the series of many records', () => {
  it('holds every extreme of each bucket, in the order of time and against it', () => {
    const { db, store } = newStore()
    const rising = store(rowsOf({ count: MANY, isBad: (i) => i % 97 === 3 }))
    const falling = store(rowsOf({ count: MANY, seed: 3, time: (i) => START - i * STEP }))
    for (const fileId of [rising, falling]) {
      for (const buckets of [1, 7, 500, 1_600]) expectTrue(db, { fileIds: [fileId], buckets })
    }
    expect(expectTrue(db, { fileIds: [rising], buckets: 1 }).exact).toBe(true)
    const window = part(0.1, 0.95, MANY)
    expect(expectTrue(db, { fileIds: [rising], window }).exact).toBe(false)
    expect(expectTrue(db, { fileIds: [rising], window: part(0.4, 0.5, MANY) }).exact).toBe(true)
    expectTrue(db, { fileIds: [rising, falling] })
  })

  it('is near the truth where blocks lie over borders', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: MANY }))
    const answer = expectTrue(db, { fileIds: [fileId], channels: ['altitude'], buckets: 128 })
    expect(answer.exact).toBe(false)
    const expected = oracle(db, answer, [fileId])
    for (const [i, count] of answer.count.entries()) {
      const row = expected.get(i)
      expect(Math.abs(count - (row?.count ?? 0))).toBeLessThan(2)
      // A block's mean stands for its part in the bucket.
      expect(Math.abs((answer.channels[0]?.mean[i] ?? NaN) - (row?.values[5] ?? NaN))).toBeLessThan(
        2,
      )
    }
  })

  it('has every gap that can be seen', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: MANY, time: passes }))
    const whole = expectTrue(db, { fileIds: [fileId], channels: ['velocity'], buckets: 850 })
    const answer = expectTrue(db, { fileIds: [fileId], channels: ['velocity'], buckets: 8_500 })
    const window = { fromUs: START, toUs: Number.MAX_SAFE_INTEGER }
    expect(pairs(answer)).toEqual(gapsOracle(db, window, [fileId], 10 * STEP))
    // Shorter ones than a bucket show at least where they are a block's longest.
    expect(whole.gaps.fromUs.length).toBeGreaterThanOrEqual(MANY / 256)
  })

  it('has a gap inside a block as a break, and no record in it', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: MANY, time: timeWithGap }))
    const answer = expectTrue(db, { fileIds: [fileId], buckets: 1_000 })
    expect(pairs(answer)).toEqual([[timeWithGap(30_099), timeWithGap(30_100)]])
    const inGap = Math.floor((START + 35_000 * STEP - answer.fromUs) / answer.bucketUs)
    expect(answer.count[inGap]).toBe(0)
  })

  it('is exact for a shuffled file, whole and in part', () => {
    const { db, store } = newStore()
    const rows = rowsOf({ count: MANY, time: shuffledTimes(MANY), isBad: (i) => i % 50 === 0 })
    const fileId = store(rows)
    expect(expectTrue(db, { fileIds: [fileId] }).exact).toBe(true)
    for (const window of [part(0.5, 0.51, MANY), part(0.1, 0.9, MANY)]) {
      expect(expectTrue(db, { fileIds: [fileId], window }).exact).toBe(true)
    }
  })

  it('has the gaps of a shuffled file that are longer than a bucket', () => {
    const { db, store } = newStore()
    const shuffled = shuffledTimes(MANY)
    const time = (i: number): number => {
      const at = shuffled(i)
      return at < START + 20_000 * STEP ? at : at + 40_000 * STEP
    }
    const answer = expectTrue(db, { fileIds: [store(rowsOf({ count: MANY, time }))] })
    expect(pairs(answer)).toEqual([[START + 19_999 * STEP, START + 60_000 * STEP]])
  })
})
