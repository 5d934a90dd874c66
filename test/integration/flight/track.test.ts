import { describe, expect, it } from 'vitest'
import type { WriteDb } from '../../../src/main/database/handles'
import { scatter } from '../../../src/main/database/flight/scatter'
import { track } from '../../../src/main/database/flight/track'
import type { Track, TrackQuestion } from '../../../src/shared/flight/track'
import type { ScatterQuestion } from '../../../src/shared/flight/scatter'
import type { Row } from '../../helpers/rollups'
import { scopeOf } from '../../helpers/scopes'
import { rowsOf, shapes, shuffledTimes, START, STEP } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

interface Point {
  readonly fileId: number
  readonly line: number
  readonly timestampUs: number
  readonly latitude: number
  readonly longitude: number
  readonly altitude: number
}

function allOf(db: WriteDb, fileIds: readonly number[]): Point[] {
  return db
    .prepare<[string], Point>(
      `SELECT file_id AS fileId, line, timestamp_us AS timestampUs, latitude, longitude, altitude
       FROM telemetry WHERE file_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(fileIds))
}

const pointsOf = (answer: Track): Point[] =>
  Array.from(answer.line, (line, i) => ({
    fileId: answer.fileId[i] ?? NaN,
    line,
    timestampUs: answer.timestampUs[i] ?? NaN,
    latitude: answer.latitude[i] ?? NaN,
    longitude: answer.longitude[i] ?? NaN,
    altitude: answer.colour[i] ?? NaN,
  }))

const byId = (points: readonly Point[]): Point[] =>
  points.toSorted((a, b) => a.fileId - b.fileId || a.line - b.line)

function ask(
  db: WriteDb,
  fileIds: readonly number[],
  question: Partial<TrackQuestion> = {},
): Track {
  const scope = scopeOf(db, fileIds)
  const answer = track(db, { scope, window: null, points: 2_000, colour: 'altitude', ...question })
  if (answer === null) throw new Error('expected a track')
  return answer
}

const isAscending = (times: Float64Array): boolean =>
  times.every((time, i) => i === 0 || (times[i - 1] ?? 0) <= time)

describe('the track', () => {
  it('is every record of a window that has few', () => {
    const { db, store } = newStore()
    const fileIds = [
      store(rowsOf({ count: 900, isBad: (i) => i % 7 === 0 })),
      store(rowsOf({ count: 500, time: (i) => START + (700 - i) * STEP })),
    ]
    const answer = ask(db, fileIds)
    expect(answer.whole).toBe(true)
    expect(answer.records).toBe(answer.line.length)
    expect(isAscending(answer.timestampUs)).toBe(true)
    expect(byId(pointsOf(answer))).toEqual(allOf(db, fileIds))
    const window = { fromUs: START + 300 * STEP, toUs: START + 400 * STEP }
    expect(byId(pointsOf(ask(db, fileIds, { window })))).toEqual(
      allOf(db, fileIds).filter(
        ({ timestampUs }) => timestampUs >= window.fromUs && timestampUs < window.toUs,
      ),
    )
  })

  it.each(Object.entries(shapes))(
    'is of real records, as many as asked, of a file %s',
    (_, shape) => {
      const { db, store } = newStore()
      const fileId = store(rowsOf(shape))
      const stored = new Set(allOf(db, [fileId]).map((point) => JSON.stringify(point)))
      for (const points of [2, 100, 5_000]) {
        const answer = ask(db, [fileId], { points })
        expect(answer.line.length).toBeLessThanOrEqual(points + 1)
        expect(answer.line.length).toBeGreaterThanOrEqual(Math.min(stored.size, points * 0.9))
        expect(isAscending(answer.timestampUs)).toBe(true)
        for (const point of pointsOf(answer)) expect(stored.has(JSON.stringify(point))).toBe(true)
        expect(answer.records).toBeCloseTo(stored.size, 3)
      }
    },
  )

  it('takes points from everywhere, and few of a short window', () => {
    const { db, store } = newStore()
    const count = 100_000
    const fileIds = [store(rowsOf({ count })), store(rowsOf({ count, time: shuffledTimes(count) }))]
    for (const fileId of fileIds) {
      const { timestampUs } = ask(db, [fileId], { points: 500 })
      const steps = timestampUs.slice(1).map((time, i) => time - (timestampUs[i] ?? 0))
      expect(Math.max(...steps)).toBeLessThan((20 * count * STEP) / 500)
      const window = { fromUs: START + 1_000 * STEP, toUs: START + 1_100 * STEP }
      expect(pointsOf(ask(db, [fileId], { window })).length).toBe(100)
    }
  })

  it('leaves longitudes near 180° as they are', () => {
    const { db, store } = newStore()
    const rows = Array.from({ length: 60_000 }, (_, i): Row => {
      const longitude = i % 2 === 0 ? 179.9 : -179.9
      return [i + 2, START + i * STEP, 0, 0, 10, longitude]
    })
    const { longitude } = ask(db, [store(rows)], { points: 1_000 })
    expect(new Set(longitude)).toEqual(new Set([179.9, -179.9]))
  })

  it('has no colours where none are asked for, and nothing of nothing', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 100 }))
    expect(ask(db, [fileId], { colour: null })).toMatchObject({ colour: new Float64Array(0) })
    expect(ask(db, [99])).toMatchObject({ line: new Float64Array(0), records: 0, whole: true })
  })
})

/** The bin of a value. */
const place = (value: number, { min, max }: { min: number; max: number }, bins: number): number =>
  Math.min(bins - 1, Math.floor(((value - min) / (max - min)) * bins))

/** From one end of the doubles to the other. */
const vast = (i: number): number => (i % 2 === 0 ? -1.7e308 : 1.7e308)

describe('one channel against another', () => {
  const question = {
    window: null,
    x: 'latitude',
    y: 'altitude',
    points: 3_000,
    bins: { x: 20, y: 10 },
  } as const satisfies Omit<ScatterQuestion, 'scope'>

  it('is each record where they are few', () => {
    const { db, store } = newStore()
    const fileIds = [store(rowsOf({ count: 1_000 })), store(rowsOf({ count: 1_500, seed: 4 }))]
    const answer = scatter(db, { ...question, scope: scopeOf(db, fileIds) })
    if (answer.kind !== 'points') throw new Error('expected points')
    const found = Array.from(answer.line, (line, i) => [
      answer.fileId[i],
      line,
      answer.timestampUs[i],
      answer.x[i],
      answer.y[i],
    ])
    expect(found).toEqual(
      allOf(db, fileIds).map((each) => [
        each.fileId,
        each.line,
        each.timestampUs,
        each.latitude,
        each.altitude,
      ]),
    )
  })

  it('is counted bin by bin where they are many', () => {
    const { db, store } = newStore()
    const fileIds = [store(rowsOf({ count: 30_000, isBad: (i) => i % 50 === 0 }))]
    const window = { fromUs: START + 500 * STEP, toUs: START + 29_000 * STEP }
    const answer = scatter(db, { ...question, window, scope: scopeOf(db, fileIds) })
    if (answer.kind !== 'bins') throw new Error('expected bins')
    const all = allOf(db, fileIds).filter(
      ({ timestampUs }) => timestampUs >= window.fromUs && timestampUs < window.toUs,
    )
    const [xs, ys] = [all.map(({ latitude }) => latitude), all.map(({ altitude }) => altitude)]
    expect(answer.x).toEqual({ min: Math.min(...xs), max: Math.max(...xs) })
    expect(answer.y).toEqual({ min: Math.min(...ys), max: Math.max(...ys) })
    expect(answer).toMatchObject({
      counted: all.length,
      records: all.length,
      columns: 20,
      rows: 10,
    })
    const expected = new Float64Array(200)
    for (const { latitude, altitude } of all) {
      const at = place(altitude, answer.y, 10) * 20 + place(latitude, answer.x, 20)
      expected[at] = (expected[at] ?? 0) + 1
    }
    expect(answer.count).toEqual(expected)
  })

  it('counts an even part of very many, and says so', () => {
    const { db, store } = newStore()
    const count = 250_000
    const fileId = store(rowsOf({ count }))
    const answer = scatter(db, { ...question, scope: scopeOf(db, [fileId]) })
    if (answer.kind !== 'bins') throw new Error('expected bins')
    expect(answer.records).toBeCloseTo(count, 3)
    expect(answer.counted).toBeGreaterThan(90_000)
    expect(answer.counted).toBeLessThan(110_000)
    expect(answer.count.reduce((sum, each) => sum + each, 0)).toBe(answer.counted)
  })

  it('leaves out no extreme of very many', () => {
    const { db, store } = newStore()
    const rows = rowsOf({ count: 172_800 }).map((row, i): Row => {
      const [line, us, velocity, altitude, , longitude] = row
      return [line, us, velocity, i === 9_300 ? 1e6 : altitude, i === 150_100 ? -80 : 0, longitude]
    })
    const answer = scatter(db, { ...question, scope: scopeOf(db, [store(rows)]) })
    expect(answer).toMatchObject({ kind: 'bins', x: { min: -80, max: 0 }, y: { max: 1e6 } })
  })

  it('counts values from one end of the doubles to the other', () => {
    const { db, store } = newStore()
    const rows = Array.from({ length: 100 }, (_, i): Row => [i + 2, START + i, 1, vast(i), i, 4])
    const scope = scopeOf(db, [store(rows)])
    const answer = scatter(db, { ...question, scope, points: 0 })
    if (answer.kind !== 'bins') throw new Error('expected bins')
    expect(answer.count.slice(0, 20).reduce((sum, each) => sum + each, 0)).toBe(50)
    expect(answer.count.slice(180).reduce((sum, each) => sum + each, 0)).toBe(50)
  })

  it('is nothing of nothing, and one bin of one value', () => {
    const { db, store } = newStore()
    expect(scatter(db, { ...question, scope: { kind: 'file', fileId: 9 } })).toMatchObject({
      kind: 'points',
      line: new Float64Array(0),
    })
    const rows = Array.from({ length: 100 }, (_, i): Row => [i + 2, START, 1, 2, 3, 4])
    const scope = scopeOf(db, [store(rows)])
    const answer = scatter(db, { ...question, scope, points: 0 })
    expect(answer).toMatchObject({ kind: 'bins', x: { min: 3, max: 3 }, counted: 100 })
  })
})
