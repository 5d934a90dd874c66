import type { BadLineStatus } from '#shared/lineFindings'
import type { ReadDb } from '../handles'
import { idList, lineId, lineIds, rangeIds, type LineRange } from '../lines/lineId'
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
  readonly status: BadLineStatus
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

const selectFirst = perConnection((db: ReadDb) =>
  db.prepare<[bigint, bigint, number], RawLine>(
    `${SELECT} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?`,
  ),
)
/** Bad lines of one question; each may bring 64 KiB. */
const SLICE_LINES = 250

/**
 * All bad lines of a file in line order. They are asked for in slices, because a question that stays
 * open as long as somebody takes its rows would keep the WAL from being emptied.
 */
export function* eachRawLine(db: ReadDb, fileId: number): Generator<RawLine> {
  const [first, to] = lineIds(fileId)
  for (let from = first; ;) {
    const lines = selectFirst(db).all(from, to, SLICE_LINES)
    yield* lines
    const last = lines.at(-1)
    if (last === undefined || lines.length < SLICE_LINES) return
    from = lineId(fileId, last.line + 1)
  }
}

/** Those of the lines that are there, in the order of their ids. */
export function rawLines(db: ReadDb, ids: readonly bigint[]): RawLine[] {
  return selectAmong(db).all(idList(ids))
}

export function rawLinesBetween(db: ReadDb, range: LineRange): RawLine[] {
  return selectBetween(db).all(...rangeIds(range))
}
