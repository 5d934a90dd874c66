import { describe, expect, it } from 'vitest'
import type { WriteDb } from '../../../src/main/database/handles'
import { marks } from '../../../src/main/database/flight/marks'
import type { Mark, MarksQuestion } from '../../../src/shared/flight/marks'
import { scopeOf } from '../../helpers/scopes'
import { rowsOf, shapes, shuffledTimes, START, STEP, type Shape } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

/** Every turn and stop of time, found line by line. */
function truth(db: WriteDb, fileId: number, isAscending: boolean): Mark[] {
  const rows = db
    .prepare<[number], { line: number; timestampUs: number }>(
      `SELECT line, timestamp_us AS timestampUs FROM telemetry WHERE file_id = ? ORDER BY id`,
    )
    .all(fileId)
  return rows.flatMap(({ line, timestampUs }, i): Mark[] => {
    const previousUs = rows[i - 1]?.timestampUs
    if (previousUs === undefined) return []
    const step = isAscending ? timestampUs - previousUs : previousUs - timestampUs
    if (step > 0) return []
    const kind = step === 0 ? 'repeated' : 'out-of-order'
    return [{ kind, fileId, line, timestampUs, previousUs }]
  })
}

function ask(db: WriteDb, fileIds: readonly number[], question: Partial<MarksQuestion> = {}) {
  return marks(db, { scope: scopeOf(db, fileIds), window: null, buckets: 100, ...question })
}

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0)
const of = (kind: Mark['kind'], all: readonly Mark[]): Mark[] =>
  all.filter((mark) => mark.kind === kind)
const byTime = (all: readonly Mark[]): Mark[] =>
  all.toSorted((a, b) => a.timestampUs - b.timestampUs || a.line - b.line)

/** Some turns and stops in a file that goes on, or back. */
const jagged: Record<string, Shape> = {
  'that goes on': { count: 9_000, time: (i) => START + i * STEP - (i % 800 === 7 ? 5 * STEP : 0) },
  'that goes back': {
    count: 9_000,
    time: (i) => START - i * STEP + (i % 900 === 0 ? 9 * STEP : 0),
  },
  'with repeats': { count: 4_000, time: (i) => START + (i - (i % 500 === 3 ? 1 : 0)) * STEP },
}

const everyFourthTwice = (i: number): number => START + (i - (i % 4 === 3 ? 1 : 0)) * STEP

describe('marks', () => {
  it.each(Object.entries(jagged))('are each turn of a file %s', (name, shape) => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ ...shape, isBad: (i) => i % 97 === 5 }), 700)
    const expected = truth(db, fileId, name !== 'that goes back')
    expect(expected.length).toBeGreaterThan(5)
    const answer = ask(db, [fileId])
    expect(answer.exact).toBe(true)
    expect(byTime(answer.marks ?? [])).toEqual(byTime(expected))
    expect(answer.outOfOrderTotal).toBe(of('out-of-order', expected).length)
    expect(answer.repeatedTotal).toBe(of('repeated', expected).length)
    for (const mark of expected) {
      const bucket = Math.floor((mark.timestampUs - answer.fromUs) / answer.bucketUs)
      const counts = mark.kind === 'repeated' ? answer.repeated : answer.outOfOrder
      expect(counts[bucket]).toBeGreaterThanOrEqual(1)
    }
  })

  it('are those of the window alone, also at the borders of chunks', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 9_000, time: (i) => START + (i - (i % 4)) * STEP }), 256)
    const all = truth(db, fileId, true)
    for (const [from, to] of [
      [1_000, 1_200],
      [1_023, 1_025],
      [8_990, 9_500],
      [-10, 5],
      [2_047, 2_048],
    ] as const) {
      const window = { fromUs: START + from * STEP, toUs: START + to * STEP }
      const expected = all.filter(
        ({ timestampUs }) => timestampUs >= window.fromUs && timestampUs < window.toUs,
      )
      expect(byTime(ask(db, [fileId], { window }).marks ?? [])).toEqual(byTime(expected))
    }
  })

  it('are counted where there are too many to be listed', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 100_000, time: shuffledTimes(100_000) }))
    const expected = truth(db, fileId, true)
    const isAscending = of('out-of-order', expected).length
    const answer = ask(db, [fileId])
    expect(answer.marks).toBeNull()
    expect(answer.exact).toBe(false)
    expect(answer.outOfOrderTotal).toBeGreaterThan(
      0.9 * Math.min(isAscending, 100_000 - isAscending),
    )
    expect(sum(answer.outOfOrder)).toBeCloseTo(answer.outOfOrderTotal, 3)
  })

  it('are counted block by block where only their sum is asked for', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 100_000, time: everyFourthTwice }))
    const answer = ask(db, [fileId])
    expect(answer.marks).toBeNull()
    expect(answer.repeatedTotal).toBeCloseTo(25_000, 3)
    expect(answer.outOfOrderTotal).toBe(0)
  })

  it('are judged by the order of each package', () => {
    const { db, store } = newStore()
    const up = store(rowsOf({ count: 1_000 }))
    const down = store(rowsOf({ count: 1_000, time: (i) => START + (3_000 - i) * STEP }))
    expect(ask(db, [up, down])).toMatchObject({ outOfOrderTotal: 0, repeatedTotal: 0, marks: [] })
  })

  it.each(['of one record', 'of one moment'])('are there for a file %s', (name) => {
    const { db, store } = newStore()
    const shape = shapes[name] ?? { count: 0 }
    const fileId = store(rowsOf(shape))
    expect(ask(db, [fileId])).toMatchObject({
      outOfOrderTotal: 0,
      repeatedTotal: shape.count - 1,
    })
    expect(ask(db, [77]).marks).toEqual([])
  })
})
