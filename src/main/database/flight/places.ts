import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import { linesOfBlock } from '../../record/blocks'
import { perLayout } from '../definitions/layoutOf'
import type { ReadDb } from '../handles'
import { lineId, lineIds, lineOf } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { timesOfRows } from '../rollups/rollups'

const selectRows = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], [bigint, bigint]>(
      'SELECT id, records FROM status_rollups WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .raw()
    .safeIntegers(),
)
const selectBlocks = perConnection((db: ReadDb) =>
  db.prepare<[bigint], Buffer>('SELECT blocks FROM rollups WHERE id = ?').pluck(),
)
const countBetween = perLayout((db: ReadDb, { table }) =>
  db
    .prepare<[bigint, bigint], number>(`SELECT count(*) FROM ${table} WHERE id >= ? AND id < ?`)
    .pluck(),
)

/** A stretch of a file's records: how many come before it, and the line that it begins at. */
interface Start {
  readonly before: number
  readonly line: number
}

/**
 * From where on to count to the record with this place among those of a file: few records before it.
 * The rollup says how many records each chunk and each block has.
 */
export function startOfPlace(db: ReadDb, fileId: number, place: number): Start {
  return startWhere(db, fileId, ({ before }) => before <= place)
}

/** How many records of a file come before a line. */
export function placeOfLine(db: ReadDb, fileId: number, line: number): number {
  const start = startWhere(db, fileId, (found) => found.line <= line)
  const between =
    countBetween(db, fileId).get(lineId(fileId, start.line), lineId(fileId, line)) ?? 0
  return start.before + between
}

/** The last start that is not too far. */
function startWhere(db: ReadDb, fileId: number, isNotTooFar: (start: Start) => boolean): Start {
  let row: (Start & { readonly id: bigint }) | null = null
  let before = 0
  for (const [id, records] of selectRows(db).all(...lineIds(fileId))) {
    const start = { before, line: lineOf(id) }
    if (!isNotTooFar(start)) break
    row = { ...start, id }
    before += Number(records)
  }
  if (row === null) return { before: 0, line: 0 }
  let found: Start = row
  const times = timesOfRows(selectBlocks(db).all(row.id))
  let inRow = row.before
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
    const { first } = linesOfBlock(times[at + blockField.block] ?? 0)
    const start = { before: inRow, line: Math.max(first, row.line) }
    if (!isNotTooFar(start)) break
    found = start
    inRow += times[at + blockField.count] ?? 0
  }
  return found
}
