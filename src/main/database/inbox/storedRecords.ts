import { z } from 'zod'
import type { LineRef } from '#shared/inbox/filter'
import type { StoredRecord } from '#shared/inbox/lines'
import { layoutOf, perLayout } from '../definitions/layoutOf'
import { listOf, wordsSql, type Layout } from '../definitions/layouts'
import type { ReadDb } from '../handles'
import { lineId, lineIds, rangeIds, type LineRange } from '../lineId'

const Words = z.record(z.string(), z.string())

/** `values` are its numeric channels, and `instruments` is the text of an object of name to word. */
export interface RecordRow {
  readonly line: number
  readonly timestampUs: number
  readonly values: readonly (number | null)[]
  readonly instruments: string
}

export interface NumberedRecord {
  readonly line: number
  readonly record: StoredRecord
}

type RawRow = [line: number, timestampUs: number, instruments: string, ...values: (number | null)[]]

/** Of packages that are not removed. */
function select(layout: Layout, rest: string): string {
  return `SELECT id & 4294967295, timestamp_us, ${wordsSql(layout)}${listOf(layout)}
    FROM ${layout.table}
    WHERE id >> 32 NOT IN (SELECT file_id FROM hidden_files) AND ${rest}`
}

const selectOne = perLayout((db: ReadDb, layout) =>
  db.prepare<[bigint], RawRow>(select(layout, 'id = ?')).raw(),
)
const selectBetween = perLayout((db: ReadDb, layout) =>
  db
    .prepare<[bigint, bigint, number], RawRow>(
      select(layout, 'id BETWEEN ? AND ? ORDER BY id LIMIT ?'),
    )
    .raw(),
)
const selectBefore = perLayout((db: ReadDb, layout) =>
  db
    .prepare<[bigint, bigint, number], RawRow>(
      select(layout, 'id >= ? AND id < ? ORDER BY id DESC LIMIT ?'),
    )
    .raw(),
)
const selectAfter = perLayout((db: ReadDb, layout) =>
  db
    .prepare<[bigint, bigint, number], RawRow>(
      select(layout, 'id > ? AND id <= ? ORDER BY id LIMIT ?'),
    )
    .raw(),
)

/** SQLite's word for all rows. */
const NO_LIMIT = -1

export function recordOfLine(db: ReadDb, { fileId, line }: LineRef): StoredRecord | null {
  const row = selectOne(db, fileId).get(lineId(fileId, line))
  return row === undefined ? null : storedRecord(db, fileId, rowOf(row))
}

/** Records as they are stored: all of a range, or its first ones. */
export function recordRows(db: ReadDb, range: LineRange, limit = NO_LIMIT): RecordRow[] {
  return selectBetween(db, range.fileId)
    .all(...rangeIds(range), limit)
    .map(rowOf)
}

/** The last records of a file before a line; nearest first. */
export function recordsBefore(
  db: ReadDb,
  { fileId, line }: LineRef,
  limit: number,
): NumberedRecord[] {
  const [first] = lineIds(fileId)
  const layout = layoutOf(db, fileId)
  const rows = selectBefore(db, fileId).all(first, lineId(fileId, line), limit)
  return rows.map((row) => numbered(layout, rowOf(row)))
}

/** The first records of a file after a line. */
export function recordsAfter(
  db: ReadDb,
  { fileId, line }: LineRef,
  limit: number,
): NumberedRecord[] {
  const [, last] = lineIds(fileId)
  const layout = layoutOf(db, fileId)
  const rows = selectAfter(db, fileId).all(lineId(fileId, line), last, limit)
  return rows.map((row) => numbered(layout, rowOf(row)))
}

/** What a row of a package's records is to people. */
export function storedRecord(
  db: ReadDb,
  fileId: number,
  row: Omit<RecordRow, 'line'>,
): StoredRecord {
  return hydrate(layoutOf(db, fileId), row)
}

function rowOf([line, timestampUs, instruments, ...values]: RawRow): RecordRow {
  return { line, timestampUs, values, instruments }
}

function numbered(layout: Layout, row: RecordRow): NumberedRecord {
  return { line: row.line, record: hydrate(layout, row) }
}

function hydrate(
  { columns }: Layout,
  { timestampUs, values, instruments }: Omit<RecordRow, 'line'>,
): StoredRecord {
  const words = Object.entries(Words.parse(JSON.parse(instruments)))
  return {
    timestampUs,
    values: Object.fromEntries(columns.map(({ name }, i) => [name, values[i] ?? null])),
    instruments: words.map(([name, word]) => ({ name, word })),
  }
}
