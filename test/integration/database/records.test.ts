import * as fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RecordColumns } from '../../../src/main/record/columns'
import { openWriter } from '../../../src/main/database/connection/open'
import type { RecordWay } from '../../../src/main/database/records/chunkWriter'
import { FEW_ROWS } from '../../../src/main/database/records/records'
import { createWriteMethods } from '../../../src/main/database/writeMethods'
import { emptyChunk } from '../../helpers/chunks'
import { recordColumns } from '../../helpers/recordColumns'
import { fuzzed } from '../../helpers/fuzz'
import { startFile } from '../../helpers/startFile'
import { afterTest } from '../../helpers/afterTest'
import { tempFolder } from '../../helpers/station'

function newFile(way: RecordWay) {
  const db = openWriter({ path: join(tempFolder(), 'downlink.db') })
  const writer = createWriteMethods(db, way)
  afterTest(() => writer.close())
  return { db, writer, fileId: startFile(writer) }
}

/** The rows again and again, behind the line that a file's records begin with: enough for an image. */
function repeated(rows: readonly (readonly number[])[]): RecordColumns {
  const times = Math.ceil(FEW_ROWS / rows.length)
  const all = Array.from({ length: times }, () => rows).flat()
  return recordColumns(
    all.map((_, i) => i + 2),
    all,
  )
}

/** Everything that one way makes of the records. */
function stored(way: RecordWay, records: RecordColumns): unknown[] {
  const { db, writer, fileId } = newFile(way)
  // The writer frees what it was given.
  const chunk = {
    ...emptyChunk({}),
    records: structuredClone(records),
    nextLine: 2 + records.count,
  }
  writer.write({ fileId, from: { byte: 0, line: 0 }, chunk })
  expect(db.pragma('main.integrity_check', { simple: true })).toBe('ok')
  return db.prepare('SELECT *, typeof(velocity) AS type FROM telemetry').safeIntegers().all()
}

const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true })
const anyRow = fc.tuple(
  fc.integer({ min: 0, max: 7_258_118_399_999_999 }),
  anyDouble,
  anyDouble,
  anyDouble,
  anyDouble,
)

describe('the staged and the bound way', () => {
  it('give the same database for any values', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 300 }), (rows) => {
        const records = repeated(rows)
        expect(stored('staged', records)).toEqual(stored('bound', records))
      }),
      { numRuns: fuzzed(25) },
    )
  })

  it('give the same database for whole numbers, -0 and the ends of the range', () => {
    const rows = [
      [0, 0, -0, 90, -180],
      [7_258_118_399_999_999, Number.MAX_VALUE, Number.MIN_VALUE, -90, 180],
      [1_703_583_267_602_982, 8020, 2 ** 53, 1e21, 5e-324],
    ]
    const records = repeated(rows)
    const staged = stored('staged', records)
    expect(staged).toEqual(stored('bound', records))
    expect(staged.slice(0, 3)).toMatchObject([{ altitude: 0, type: 'real' }, {}, {}])
    expect(stored('staged', recordColumns([2, 3, 4], rows))).toEqual(staged.slice(0, 3))
  })

  it('give the same database for a chunk of many pages', () => {
    const many = Array.from({ length: 45_000 }, (_, i) => [i * 7, i / 3, i / 7, i / 11, i / 13])
    const records = recordColumns(
      many.map((_, i) => i + 2),
      many,
    )
    expect(stored('staged', records)).toEqual(stored('bound', records))
  })

  it('give the same database chunk after chunk, large and small ones in turn', () => {
    const sizes = [45_000, FEW_ROWS, 20_000, 1, FEW_ROWS - 1, 30_000]
    const all = (['staged', 'bound'] as const).map((way) => {
      const { db, writer, fileId } = newFile(way)
      let line = 2
      for (const size of sizes) {
        const lines = Array.from({ length: size }, (_, i) => line + i)
        const rows = lines.map((n) => [n * 11, n / 3, n / 7, n / 9, n / 13])
        const from = { byte: line === 2 ? 0 : line * 100, line: line === 2 ? 0 : line }
        line += size
        const chunk = {
          ...emptyChunk({}),
          records: recordColumns(lines, rows),
          nextLine: line,
          nextByte: line * 100,
        }
        expect(writer.write({ fileId, from, chunk })).toEqual({ stored: true })
      }
      return db.prepare('SELECT * FROM telemetry').all()
    })
    expect(all[0]).toHaveLength(95_512)
    expect(all[0]).toEqual(all[1])
  })
})
