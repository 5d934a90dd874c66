import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MOST_CHANNELS } from '#shared/telemetry/definition'
import { openWriter } from '../../../src/main/database/connection/open'
import {
  layoutFor,
  type Layout,
  type TimeOrder,
} from '../../../src/main/database/definitions/layouts'
import type { WriteDb } from '../../../src/main/database/handles'
import { lineId } from '../../../src/main/database/lines/lineId'
import { PageImage } from '../../../src/main/database/records/pageImage'
import { stageSchema } from '../../../src/main/database/records/stage'
import type { RecordColumns } from '../../../src/main/record/columns'
import { afterTest } from '../../helpers/afterTest'
import { recordColumns } from '../../helpers/recordColumns'
import { tempFolder } from '../../helpers/station'

const WORDS = [1, 700, 2 ** 31 - 1]

function newDatabase(): WriteDb {
  const db = openWriter({ path: join(tempFolder(), 'downlink.db') })
  afterTest(() => db.close())
  return db
}

function layoutOf(db: WriteDb, channels: number): Layout {
  const columns = Array.from({ length: channels }, (_, k) => ({
    name: `n${k}`,
    kind: 'number' as const,
    values: null,
  }))
  return db.transaction(() => layoutFor(db, columns))()
}

/** The database that an image is, which is sound. */
function opened(image: Uint8Array): Database.Database {
  const path = join(tempFolder(), 'image.db')
  writeFileSync(path, image)
  const db = new Database(path, { readonly: true })
  afterTest(() => db.close())
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  return db
}

/** What a record is in words, missing values as null. */
function rowsOf({ line, timestampUs, values, wordsIndex }: RecordColumns, fileId: number) {
  return Array.from(line, (each, i) => [
    lineId(fileId, each),
    BigInt(timestampUs[i] ?? 0),
    ...values.map((column) => (Number.isNaN(column[i]) ? null : column[i])),
    BigInt(WORDS[wordsIndex[i] ?? 0] ?? 0),
  ])
}

const orders = ['ascending', 'descending', null] as const

function imageOf(
  records: RecordColumns,
  fileId: number,
  order: TimeOrder | null,
  image: PageImage,
) {
  const db = newDatabase()
  const layout = layoutOf(db, records.values.length)
  const firstPage = stageSchema(db, layout, order)
  image.measure(records, WORDS, order !== null)
  const isIndexed = order !== null
  const bytes = image.build({ firstPage, isIndexed, fileId, records, words: WORDS })
  return { layout, image: opened(bytes) }
}

/** Some are whole, some are missing. */
function valueAt(row: number, channel: number): number {
  if (channel % 3 !== 1) return row / (channel + 3)
  return row % 5 === 0 ? NaN : (row % 9) * 10 ** (row % 12) - 40
}

/** Records in an order of time. */
function someRecords(count: number, channels: number, order: TimeOrder | null): RecordColumns {
  const step = order === 'descending' ? -7 : 7
  const lines = Array.from({ length: count }, (_, i) => 2 ** 32 - count + i)
  const rows = lines.map((_, i) => [
    1_703_583_267_602_982 + Math.floor(i / 2) * step,
    ...Array.from({ length: channels }, (__, k) => valueAt(i, k)),
  ])
  return recordColumns(lines, rows)
}

/** Rows as lists; whole numbers of a column without a type are read as such. */
function rowsIn(db: Database.Database, sql: string): unknown[] {
  const select = db.prepare<[], unknown[]>(sql).raw().safeIntegers()
  return select.all().map((row) => row.map(plain))
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

describe.each(orders)('the page image with an index that is %s', (order) => {
  it.each([
    ...[1, 2, 1000, 1195, 1196, 3275, 3276, 3277, 20_000].map((n) => [n, 4, 1] as const),
    ...[0, 1, 12, 13, 123, 124, 125].map((n) => [600, n, 1] as const),
    // Of so many channels a page holds few rows.
    ...[250, MOST_CHANNELS].map((n) => [150, n, 1] as const),
    ...[7, 8, 1023, 1024, 32_767, 32_768, 2 ** 17, 2 ** 24 - 1].map((id) => [4000, 1, id] as const),
  ])('of %i rows of %i channels of file %i is a sound database', (count, channels, fileId) => {
    const image = new PageImage()
    // Another number of channels before it leaves nothing behind.
    imageOf(someRecords(300, 5, order), 3, order, image)
    const records = someRecords(count, channels, order)
    const { layout, image: db } = imageOf(records, fileId, order, image)
    const { table, columns, wordsColumn } = layout
    const doubles = columns.map(({ column }) => `CAST(${column} AS REAL), `).join('')
    const found = rowsIn(
      db,
      `SELECT id, timestamp_us, ${doubles}${wordsColumn} FROM ${table} NOT INDEXED ORDER BY id`,
    )
    const wanted = rowsOf(records, fileId).map((row) => row.map(plain))
    expect(found).toHaveLength(count)
    for (const i of [0, 1, Math.floor(count / 2), count - 1]) expect(found[i]).toEqual(wanted[i])
    const byTime = rowsIn(
      db,
      `SELECT timestamp_us, id FROM ${table} ${order === null ? 'ORDER BY id' : `INDEXED BY ${layout.timeIndex}`}`,
    )
    expect(byTime).toEqual(wanted.map(([id, time]) => [time, id]))
  })
})
