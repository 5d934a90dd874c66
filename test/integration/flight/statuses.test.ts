import { describe, expect, it } from 'vitest'
import type { WriteDb } from '../../../src/main/database/handles'
import { statuses } from '../../../src/main/database/flight/statuses'
import type { Statuses, StatusesQuestion } from '../../../src/shared/flight/statuses'
import { scopeOf } from '../../helpers/scopes'
import { rowsOf, shapes, START, STEP } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

/** Words that change now and then, and one instrument that is steady. */
const textOf = (line: number): string =>
  JSON.stringify({
    instrument1: line % 700 < 30 ? 'faulty' : 'ok',
    instrument2: ['a', 'b', 'c'][Math.floor(line / 900) % 3] ?? '',
    instrument3: 'on',
  })

/** Records by bucket, instrument and word, counted one by one. */
function truth(db: WriteDb, { fromUs, bucketUs }: Statuses, fileIds: readonly number[]) {
  const rows = db
    .prepare<[string], [number, string]>(
      `SELECT timestamp_us, instruments FROM telemetry
       WHERE file_id IN (SELECT value FROM json_each(?))`,
    )
    .raw()
    .all(JSON.stringify(fileIds))
  const counts = new Map<string, number>()
  for (const [timeUs, text] of rows) {
    const bucket = Math.floor((timeUs - fromUs) / bucketUs)
    const words: Record<string, string> = JSON.parse(text)
    for (const [name, word] of Object.entries(words)) {
      const key = JSON.stringify([bucket, name, word])
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

function shown({ instruments, count }: { count: number } & Statuses): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { name, words } of instruments) {
    for (const { word, count: inBucket } of words) {
      for (let i = 0; i < count; i += 1) {
        if ((inBucket[i] ?? 0) > 0) counts.set(JSON.stringify([i, name, word]), inBucket[i] ?? 0)
      }
    }
  }
  return counts
}

const buckets = ({ instruments }: Statuses): number => instruments[0]?.words[0]?.count.length ?? 0

function ask(db: WriteDb, fileIds: readonly number[], question: Partial<StatusesQuestion> = {}) {
  const answer = statuses(db, {
    scope: scopeOf(db, fileIds),
    window: null,
    channels: null,
    buckets: 200,
    ...question,
  })
  const count = buckets(answer)
  const inWindow = new Map(
    [...truth(db, answer, fileIds)].filter(([key]) => {
      const [bucket = -1]: [number] = JSON.parse(key)
      return bucket >= 0 && bucket < count
    }),
  )
  return { answer, shown: shown({ ...answer, count }), truth: inWindow }
}

/** Time with one gap inside a block of lines. */
const timeWithGap = (i: number): number => START + (i + (i < 75_100 ? 0 : 9_000)) * STEP

describe('what instruments said', () => {
  it.each(Object.entries(shapes))('is exact for a file %s', (_, shape) => {
    const { db, store } = newStore()
    const fileId = store(rowsOf(shape), 7_000, textOf)
    const whole = ask(db, [fileId])
    expect(whole.answer.exact).toBe(true)
    expect(whole.shown).toEqual(whole.truth)
    const fromUs = whole.answer.fromUs + 3 * whole.answer.bucketUs
    const part = ask(db, [fileId], { window: { fromUs, toUs: fromUs + 50 * STEP }, buckets: 17 })
    expect(part.shown).toEqual(part.truth)
  })

  it('is that of all packages of a satellite', () => {
    const { db, store } = newStore()
    const first = store(rowsOf({ count: 3_000 }), 20_000, textOf)
    const second = store(
      rowsOf({ count: 3_000, time: (i) => START + (i + 2_000) * STEP }),
      100,
      textOf,
    )
    store(rowsOf({ count: 100 }), 100, () => '{"other":"x"}')
    const both = ask(db, [first, second])
    expect(both.shown).toEqual(both.truth)
    expect(both.answer.instruments.map(({ name }) => name)).toEqual([
      'instrument1',
      'instrument2',
      'instrument3',
    ])
  })

  it('comes from blocks where there are many, and no word of a bucket is left out', () => {
    const { db, store } = newStore()
    const count = 150_000
    const fileId = store(rowsOf({ count, isBad: (i) => i % 97 === 3 }), 20_000, textOf)
    const { answer, shown: found, truth: expected } = ask(db, [fileId], { buckets: 900 })
    expect(answer.exact).toBe(false)
    for (const key of expected.keys()) expect(found.get(key) ?? 0).toBeGreaterThan(0)
    for (const { words } of answer.instruments) {
      const total = words.reduce((sum, each) => sum + each.total, 0)
      expect(total).toBeCloseTo([...expected.values()].reduce((sum, n) => sum + n, 0) / 3, 3)
    }
    for (const { name, words } of answer.instruments) {
      for (const { word, total } of words) {
        const real = [...expected]
          .filter(([key]) => key.endsWith(JSON.stringify([name, word]).slice(1)))
          .reduce((sum, [, n]) => sum + n, 0)
        expect(total).toBeCloseTo(real, 3)
      }
    }
  })

  it('has nothing in a gap', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 150_000, time: timeWithGap }), 20_000, textOf)
    const answer = statuses(db, {
      scope: scopeOf(db, [fileId]),
      window: null,
      channels: null,
      buckets: 1_000,
    })
    const inGap = Math.floor((START + 80_000 * STEP - answer.fromUs) / answer.bucketUs)
    for (const { words } of answer.instruments) {
      for (const { count } of words) expect(count[inGap]).toBe(0)
    }
  })

  it('tells the first words apart and puts the others together', () => {
    const { db, store } = newStore()
    const fileId = store(rowsOf({ count: 2_000 }), 500, (line) =>
      JSON.stringify({ instrument1: `word ${line % 100}`, long: 'x'.repeat(300) + (line % 2) }),
    )
    const { instruments } = statuses(db, {
      scope: scopeOf(db, [fileId]),
      window: null,
      channels: null,
      buckets: 10,
    })
    const [words = [], long = []] = instruments.map((instrument) => instrument.words)
    expect(words).toHaveLength(33)
    expect(words.reduce((sum, { total }) => sum + total, 0)).toBe(2_000)
    expect(words[0]).toMatchObject({ word: null, total: 2_000 - 32 * 20 })
    expect(long.map(({ total }) => total)).toEqual([1_000, 1_000])
  })

  it('is nothing where nothing is', () => {
    const { db } = newStore()
    expect(
      statuses(db, {
        scope: { kind: 'file', fileId: 9 },
        window: null,
        channels: null,
        buckets: 10,
      }),
    ).toMatchObject({ exact: true, instruments: [] })
  })
})
