import type { LineErrorStatus } from '#shared/lineErrors'
import type { ReadDb } from '../handles'

/** A bad line's own bytes. */
export interface RawLine {
  readonly id: number
  readonly fault: number
  readonly byteOffset: number
  /** At most the first 64 KiB. */
  readonly raw: Buffer
  /** Length of the whole line. */
  readonly rawBytes: number
  readonly status: LineErrorStatus
}

const SELECT = `
  SELECT id, fault, byte_offset AS byteOffset, raw, raw_bytes AS rawBytes, status FROM bad_lines`

/** Those of the lines that are there, in the order of their ids. */
export function rawLines(db: ReadDb, ids: readonly number[]): RawLine[] {
  return db
    .prepare<[string], RawLine>(
      `${SELECT} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(ids))
}

/** The bad lines from one id to another, both included. */
export function rawLinesBetween(db: ReadDb, first: number, last: number): RawLine[] {
  return db
    .prepare<[number, number], RawLine>(`${SELECT} WHERE id BETWEEN ? AND ? ORDER BY id`)
    .all(first, last)
}
