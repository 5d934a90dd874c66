import type { LineRef } from '#shared/inbox/filter'
import type { StoredRecord } from '#shared/inbox/lines'
import { perLayout } from '../definitions/layoutOf'
import { listOf, wordsSql, type Layout } from '../definitions/layouts'
import { readingOf, type Reading } from '../definitions/reading'
import { scaled } from '../definitions/scaling'
import type { ReadDb } from '../handles'
import { lineId, lineIds, rangeIds, type LineRange } from '../lines/lineId'
import { textsOf } from '../records/storedTexts'

/**
 * A record as it is stored: `values` are what its columns hold, and `instruments` is the text of an
 * object of name to word.
 */
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
  return row === undefined ? null : hydrate(readingOf(db, fileId), rowOf(row))
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
  const reading = readingOf(db, fileId)
  const rows = selectBefore(db, fileId).all(first, lineId(fileId, line), limit)
  return rows.map((row) => numbered(reading, rowOf(row)))
}

/** The first records of a file after a line. */
export function recordsAfter(
  db: ReadDb,
  { fileId, line }: LineRef,
  limit: number,
): NumberedRecord[] {
  const [, last] = lineIds(fileId)
  const reading = readingOf(db, fileId)
  const rows = selectAfter(db, fileId).all(lineId(fileId, line), last, limit)
  return rows.map((row) => numbered(reading, rowOf(row)))
}

/** What a row of a package's records is to people. */
export function storedRecord(
  db: ReadDb,
  fileId: number,
  row: Omit<RecordRow, 'line'>,
): StoredRecord {
  return hydrate(readingOf(db, fileId), row)
}

function rowOf([line, timestampUs, instruments, ...values]: RawRow): RecordRow {
  return { line, timestampUs, values, instruments }
}

function numbered(reading: Reading, row: RecordRow): NumberedRecord {
  return { line: row.line, record: hydrate(reading, row) }
}

/** As the window shows it: numbers with scale and offset, states as their words. */
function hydrate(
  reading: Reading,
  { timestampUs, values, instruments }: Omit<RecordRow, 'line'>,
): StoredRecord {
  const words = reading.words(
    textsOf(instruments),
    reading.states.map(({ place }) => values[place] ?? null),
  )
  const numbers = reading.numbers.map(({ name, place, scaling }): [string, number | null] => {
    const value = values[place] ?? null
    return [name, value === null ? null : shown(scaled(value, scaling))]
  })
  return {
    timestampUs,
    values: Object.fromEntries(numbers),
    instruments: Array.from(words, ([name, word]) => ({ name, word })),
  }
}

/** A factor may lead beyond what a double can hold; then there is nothing to show. */
function shown(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
