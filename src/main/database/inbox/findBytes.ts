import type { LineErrorStatus } from '#shared/lineErrors'
import type { ReadDb } from '../handles'
import { idsOfFile, lineOf } from '../lineId'

export interface Found {
  readonly id: number
  readonly fault: number
  /** Where the bytes are first, from the line's start. */
  readonly at: number
}

export interface RangeToSearch {
  readonly needle: Uint8Array
  /** From one id to another, both included. */
  readonly first: number
  readonly last: number
  readonly faults: readonly number[]
  readonly statuses: readonly LineErrorStatus[]
}

/** The lines in a range of ids that hold these bytes, in the order of their ids. */
export function findBytes(db: ReadDb, range: RangeToSearch): Found[] {
  return db
    .prepare<[Uint8Array, number, number, string, string], Found>(
      `SELECT id, fault, at - 1 AS at FROM (
         SELECT id, fault, instr(raw, ?) AS at FROM bad_lines
         WHERE id BETWEEN ? AND ?
           AND fault IN (SELECT value FROM json_each(?))
           AND status IN (SELECT value FROM json_each(?)))
       WHERE at > 0 ORDER BY id`,
    )
    .all(
      range.needle,
      range.first,
      range.last,
      JSON.stringify(range.faults),
      JSON.stringify(range.statuses),
    )
}

/** The number of the last bad line of a file; 0 where it has none. */
export function lastBadLine(db: ReadDb, fileId: number): number {
  const id = db
    .prepare<[number, number], number | null>(
      'SELECT max(id) FROM bad_lines WHERE id BETWEEN ? AND ?',
    )
    .pluck()
    .get(...idsOfFile(fileId))
  return lineOf(id ?? 0)
}
