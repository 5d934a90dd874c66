import { z } from 'zod'
import type { LineRef } from '#shared/inbox/filter'
import type { StoredRecord } from '#shared/inbox/lines'
import { channelNames } from '#shared/satellites/definition'
import type { ReadDb } from '../handles'
import { lineId, lineIds, rangeIds, type LineRange } from '../lineId'
import { perConnection } from '../perConnection'

const Words = z.record(z.string(), z.string())

/** `values` are its numeric channels, and `instruments` is the text of an object of name to word. */
export interface RecordRow {
  readonly line: number
  readonly timestampUs: number
  readonly values: readonly number[]
  readonly instruments: string
}

export interface NumberedRecord {
  readonly line: number
  readonly record: StoredRecord
}

type RawRow = [line: number, timestampUs: number, instruments: string, ...values: number[]]

const SELECT = `SELECT line, timestamp_us, instruments, ${channelNames.join(', ')} FROM telemetry`
const selectOne = perConnection((db: ReadDb) =>
  db.prepare<[bigint], RawRow>(`${SELECT} WHERE id = ?`).raw(),
)
const selectBetween = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint, number], RawRow>(
      `${SELECT} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?`,
    )
    .raw(),
)
const selectBefore = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint, number], RawRow>(
      `${SELECT} WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?`,
    )
    .raw(),
)
const selectAfter = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint, number], RawRow>(
      `${SELECT} WHERE id > ? AND id <= ? ORDER BY id LIMIT ?`,
    )
    .raw(),
)

/** SQLite's word for all rows. */
const NO_LIMIT = -1

export function recordOfLine(db: ReadDb, { fileId, line }: LineRef): StoredRecord | null {
  const row = selectOne(db).get(lineId(fileId, line))
  return row === undefined ? null : hydrate(row).record
}

/** Records as they are stored: all of a range, or its first ones. */
export function recordRows(db: ReadDb, range: LineRange, limit = NO_LIMIT): RecordRow[] {
  return selectBetween(db)
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
  return selectBefore(db).all(first, lineId(fileId, line), limit).map(hydrate)
}

/** The first records of a file after a line. */
export function recordsAfter(
  db: ReadDb,
  { fileId, line }: LineRef,
  limit: number,
): NumberedRecord[] {
  const [, last] = lineIds(fileId)
  return selectAfter(db).all(lineId(fileId, line), last, limit).map(hydrate)
}

function rowOf([line, timestampUs, instruments, ...values]: RawRow): RecordRow {
  return { line, timestampUs, values, instruments }
}

function hydrate(row: RawRow): NumberedRecord {
  const { line, timestampUs, values, instruments } = rowOf(row)
  const words = Object.entries(Words.parse(JSON.parse(instruments)))
  const record = {
    timestampUs,
    values: Object.fromEntries(channelNames.map((name, i) => [name, values[i] ?? NaN])),
    instruments: words.map(([name, word]) => ({ name, word })),
  }
  return { line, record }
}
