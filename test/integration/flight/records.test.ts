import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WriteDb } from '../../../src/main/database/handles'
import { recordAt } from '../../../src/main/database/flight/recordAt'
import { recordPage } from '../../../src/main/database/flight/recordPage'
import { fuzzed } from '../../helpers/fuzz'
import { scopeOf } from '../../helpers/scopes'
import { rowsOf, shapes, shuffledTimes, START, STEP } from '../../helpers/shapes'
import { newStore } from '../../helpers/storeRecords'

interface Place {
  readonly fileId: number
  readonly line: number
  readonly timestampUs: number
}

/** Every record of some files by package and line. */
function allOf(db: WriteDb, fileIds: readonly number[]): Place[] {
  return db
    .prepare<[string], Place>(
      `SELECT file_id AS fileId, line, timestamp_us AS timestampUs FROM telemetry
       WHERE file_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(fileIds))
}

function someFiles() {
  const { db, store } = newStore()
  const fileIds = [
    store(rowsOf({ count: 3_000, isBad: (i) => i % 97 === 3 || (i > 500 && i < 900) }), 700),
    store(rowsOf({ count: 1 })),
    store(rowsOf({ count: 5_000, time: (i) => START + (9_000 - i) * STEP }), 20_000),
    store(rowsOf({ count: 2_000, time: shuffledTimes(2_000) }), 100),
  ]
  // Another satellite, in the same time.
  const other = store(rowsOf({ count: 4_000, time: (i) => START + i * 3 }), 4_000)
  return { db, fileIds, other, all: allOf(db, fileIds), scope: scopeOf(db, fileIds) }
}

describe('a page of records', () => {
  it('is that of all records, wherever it begins', () => {
    const { db, all, scope } = someFiles()
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: all.length + 5 }),
        fc.integer({ min: 1, max: 500 }),
        (offset, limit) => {
          const { total, rows } = recordPage(db, { scope, offset, limit })
          expect(total).toBe(all.length)
          const found = rows.map(({ fileId, line, record }) => ({
            fileId,
            line,
            timestampUs: record.timestampUs,
          }))
          expect(found).toEqual(all.slice(offset, offset + limit))
        },
      ),
      { numRuns: fuzzed(60) },
    )
  })

  it('has each record with its package, its values and its words', () => {
    const { db, store } = newStore()
    const fileId = store([[5, 1_703_583_267_602_983, 1.5, -2, 89.25, -179.5]], 10, () =>
      JSON.stringify({ instrument1: 'ok', instrument2: 'diabled' }),
    )
    const { total, rows } = recordPage(db, {
      scope: { kind: 'file', fileId },
      offset: 0,
      limit: 10,
    })
    expect(total).toBe(1)
    expect(rows).toEqual([
      {
        fileId,
        fileName: expect.any(String),
        line: 5,
        record: {
          timestampUs: 1_703_583_267_602_983,
          values: { velocity: 1.5, altitude: -2, latitude: 89.25, longitude: -179.5 },
          instruments: [
            { name: 'instrument1', word: 'ok' },
            { name: 'instrument2', word: 'diabled' },
          ],
        },
      },
    ])
  })
})

describe('the record at a moment', () => {
  it('is the nearest one, and says where it stands in the list', () => {
    const { db, all, scope } = someFiles()
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 9_500 }), fc.nat(STEP), (steps, us) => {
        const timestampUs = START + steps * STEP + us
        const found = recordAt(db, { scope, at: { timestampUs } })
        const least = Math.min(...all.map((each) => Math.abs(each.timestampUs - timestampUs)))
        expect(Math.abs((found?.record.timestampUs ?? NaN) - timestampUs)).toBe(least)
        expect(all[found?.offset ?? -1]).toMatchObject({
          fileId: found?.fileId,
          line: found?.line,
        })
      }),
      { numRuns: fuzzed(200) },
    )
  })

  it('says how far the records on both sides are, and leads from one to the next', () => {
    const { db, all, scope } = someFiles()
    const ordered = all.toSorted(
      (a, b) => a.timestampUs - b.timestampUs || a.fileId - b.fileId || a.line - b.line,
    )
    const times = ordered.map(({ timestampUs }) => timestampUs)
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 9_500 }), fc.nat(STEP), (steps, us) => {
        const timestampUs = START + steps * STEP + us
        const [beforeUs, afterUs] = [
          times.findLast((time) => time < timestampUs) ?? null,
          times.find((time) => time >= timestampUs) ?? null,
        ]
        expect(recordAt(db, { scope, at: { timestampUs } })).toMatchObject({ beforeUs, afterUs })
      }),
      { numRuns: fuzzed(100) },
    )
    // Records of one moment are gone through one by one.
    for (const side of ['after', 'before'] as const) {
      const order = side === 'after' ? ordered : ordered.toReversed()
      let at: { timestampUs: number; from: { fileId: number; line: number } | null } = {
        timestampUs: side === 'after' ? (times[0] ?? 0) - 5 : (times.at(-1) ?? 0) + 5,
        from: null,
      }
      const found = order.slice(0, 300).map(() => {
        const next = recordAt(db, { scope, at: { side, ...at } })
        const { fileId = 0, line = 0, record } = next ?? {}
        at = { timestampUs: record?.timestampUs ?? 0, from: { fileId, line } }
        return { fileId, line }
      })
      expect(found).toEqual(order.slice(0, 300).map(({ fileId, line }) => ({ fileId, line })))
      const end = order.at(-1) ?? { fileId: 0, line: 0, timestampUs: 0 }
      const { fileId, line, timestampUs } = end
      expect(recordAt(db, { scope, at: { side, timestampUs, from: { fileId, line } } })).toBeNull()
    }
  })

  it.each(Object.entries(shapes))('is found in a file %s among those of another', (_, shape) => {
    const { db, store } = newStore()
    const rows = rowsOf({ ...shape, count: Math.min(shape.count, 3_000) })
    const fileId = store(rows)
    // So dense that the index on time shows nothing but these.
    const dense = store(rowsOf({ count: 20_000, time: (i) => START + 1 + i }))
    const times = rows.map(([, time]) => time)
    for (const timestampUs of [START - 9, START + 500, START + 10_000, START + 2 * STEP]) {
      const found = recordAt(db, { scope: { kind: 'file', fileId }, at: { timestampUs } })
      const least = Math.min(...times.map((time) => Math.abs(time - timestampUs)))
      expect(Math.abs((found?.record.timestampUs ?? NaN) - timestampUs)).toBe(least)
      const before = times.filter((time) => time < timestampUs)
      const after = times.filter((time) => time >= timestampUs)
      expect(found).toMatchObject({
        beforeUs: before.length === 0 ? null : Math.max(...before),
        afterUs: after.length === 0 ? null : Math.min(...after),
      })
    }
    expect(dense).toBeGreaterThan(fileId)
  })

  it('is that of a line, if the line is a record of the scope', () => {
    const { db, scope, all, fileIds, other } = someFiles()
    const [first = 0, , third = 0] = fileIds
    expect(recordAt(db, { scope, at: { fileId: third, line: 700 } })).toMatchObject({
      fileId: third,
      line: 700,
      offset: all.findIndex(({ fileId, line }) => fileId === third && line === 700),
    })
    expect(recordAt(db, { scope, at: { fileId: first, line: 600 } })).toBeNull()
    expect(recordAt(db, { scope, at: { fileId: other, line: 600 } })).toBeNull()
    expect(
      recordAt(db, { scope: { kind: 'file', fileId: 99 }, at: { timestampUs: START } }),
    ).toBeNull()
  })
})
