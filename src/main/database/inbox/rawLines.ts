import type { LineErrorStatus } from '#shared/lineErrors'
import type { ReadDb } from '../handles'
import { idList, rangeIds, type LineRange } from '../lineId'
import { perConnection } from '../perConnection'

/** A bad line's own bytes. */
export interface RawLine {
  readonly fileId: number
  readonly line: number
  readonly fault: number
  readonly byteOffset: number
  /** At most the first 64 KiB. */
  readonly raw: Buffer
  /** Length of the whole line. */
  readonly rawBytes: number
  readonly status: LineErrorStatus
}

const SELECT = `
  SELECT id >> 32 AS fileId, id & 4294967295 AS line, fault, byte_offset AS byteOffset, raw,
    raw_bytes AS rawBytes, status
  FROM bad_lines`
const selectAmong = perConnection((db: ReadDb) =>
  db.prepare<[string], RawLine>(
    `${SELECT} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ),
)
const selectBetween = perConnection((db: ReadDb) =>
  db.prepare<[bigint, bigint], RawLine>(`${SELECT} WHERE id BETWEEN ? AND ? ORDER BY id`),
)

/** Those of the lines that are there, in the order of their ids. */
export function rawLines(db: ReadDb, ids: readonly bigint[]): RawLine[] {
  return selectAmong(db).all(idList(ids))
}

export function rawLinesBetween(db: ReadDb, range: LineRange): RawLine[] {
  return selectBetween(db).all(...rangeIds(range))
}
