import { z } from 'zod'
import type { StoredRecord } from '#shared/inbox/lines'
import type { ReadDb } from '../handles'

const Words = z.record(z.string(), z.string())

/** `instruments` is the text of an object of name to word. */
export interface RecordRow {
  readonly id: number
  readonly timestampUs: number
  readonly velocity: number
  readonly altitude: number
  readonly latitude: number
  readonly longitude: number
  readonly instruments: string
}

const SELECT = `
  SELECT id, timestamp_us AS timestampUs, velocity, altitude, latitude, longitude, instruments
  FROM telemetry`

export interface NumberedRecord {
  readonly id: number
  readonly record: StoredRecord
}

export function recordById(db: ReadDb, id: number): StoredRecord | null {
  const row = db.prepare<[number], RecordRow>(`${SELECT} WHERE id = ?`).get(id)
  return row === undefined ? null : hydrate(row).record
}

/** The first records from one id to another, both included, as they are stored. */
export function recordRows(db: ReadDb, first: number, last: number, limit: number): RecordRow[] {
  return db
    .prepare<[number, number, number], RecordRow>(
      `${SELECT} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?`,
    )
    .all(first, last, limit)
}

/** The last records before an id, and not before `first`; nearest first. */
export function recordsBefore(
  db: ReadDb,
  id: number,
  first: number,
  limit: number,
): NumberedRecord[] {
  return db
    .prepare<[number, number, number], RecordRow>(
      `${SELECT} WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?`,
    )
    .all(first, id, limit)
    .map(hydrate)
}

/** The first records after an id, and not after `last`. */
export function recordsAfter(
  db: ReadDb,
  id: number,
  last: number,
  limit: number,
): NumberedRecord[] {
  return db
    .prepare<[number, number, number], RecordRow>(
      `${SELECT} WHERE id > ? AND id <= ? ORDER BY id LIMIT ?`,
    )
    .all(id, last, limit)
    .map(hydrate)
}

function hydrate({ id, instruments, ...row }: RecordRow): NumberedRecord {
  const words = Object.entries(Words.parse(JSON.parse(instruments)))
  return { id, record: { ...row, instruments: words.map(([name, word]) => ({ name, word })) } }
}
