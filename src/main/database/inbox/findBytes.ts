import type { BadLineStatus } from '#shared/lineFindings'
import type { ReadDb } from '../handles'
import { lineIds, rangeIds, type LineRange } from '../lines/lineId'
import { perConnection } from '../perConnection'

export interface Found {
  readonly line: number
  readonly fault: number
  /** Where the bytes are first, from the line's start. */
  readonly at: number
}

export interface RangeToSearch extends LineRange {
  readonly needle: Uint8Array
  readonly faults: readonly number[]
  readonly statuses: readonly BadLineStatus[]
}

const selectHolding = perConnection((db: ReadDb) =>
  db.prepare<[Uint8Array, bigint, bigint, string, string], Found>(
    `SELECT line, fault, at - 1 AS at FROM (
       SELECT id, id & 4294967295 AS line, fault, instr(raw, ?) AS at FROM bad_lines
       WHERE id BETWEEN ? AND ?
         AND fault IN (SELECT value FROM json_each(?))
         AND status IN (SELECT value FROM json_each(?)))
     WHERE at > 0 ORDER BY id`,
  ),
)
const selectLastLine = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], number | null>(
      'SELECT max(id) & 4294967295 FROM bad_lines WHERE id BETWEEN ? AND ?',
    )
    .pluck(),
)

/** The lines of a range that hold these bytes, in the order of their numbers. */
export function findBytes(db: ReadDb, range: RangeToSearch): Found[] {
  return selectHolding(db).all(
    range.needle,
    ...rangeIds(range),
    JSON.stringify(range.faults),
    JSON.stringify(range.statuses),
  )
}

/** The number of the last bad line of a file; 0 where it has none. */
export function lastBadLine(db: ReadDb, fileId: number): number {
  return selectLastLine(db).get(...lineIds(fileId)) ?? 0
}
