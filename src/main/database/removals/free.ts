import { perLayout } from '../definitions/layoutOf'
import type { ReadDb, WriteDb } from '../handles'
import { tellPackage } from '../feed/feed'
import { lineIds } from '../lines/lineId'
import { perConnection } from '../perConnection'
import { knownFile, nameOf } from './locks'
import { RemovalRefusedError } from './refusal'
import { removalOf, setRemovalFreed, setRemovalFreeing } from './rows'

export interface Freed {
  readonly rows: number
  readonly more: boolean
}

/** Rows that one step deletes: as many as a chunk brings, so importing waits no longer than for one. */
const STEP_ROWS = 20_000

/** Tables whose rows are found by the ids of a file's lines. */
const byLine = [
  perLayout((db: WriteDb, { table }) => dropped(db, table)),
  ...['bad_lines', 'rollups', 'status_rollups'].map((table) =>
    perConnection((db: WriteDb) => dropped(db, table)),
  ),
]
const byFile = [
  'fault_counts',
  'removed_unknown_keys',
  'text_numbers',
  'bad_cells',
  'bad_cell_counts',
  'block_hashes',
].map((table) =>
  perConnection((db: WriteDb) => db.prepare<[number]>(`DELETE FROM ${table} WHERE file_id = ?`)),
)
const countRows = perLayout((db: ReadDb, { table }) =>
  db
    .prepare<[{ first: bigint; last: bigint }], number>(
      `SELECT (SELECT count(*) FROM ${table} WHERE id BETWEEN @first AND @last)
         + (SELECT count(*) FROM bad_lines WHERE id BETWEEN @first AND @last)`,
    )
    .pluck(),
)

function dropped(db: WriteDb, table: string) {
  return db.prepare<[bigint, bigint, number]>(
    `DELETE FROM ${table} WHERE id IN (
       SELECT id FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?)`,
  )
}

/**
 * Deletes some rows of a removed package, from its first on; inside a transaction. It can't be
 * undone from the first step on. Throws RemovalRefusedError when the package is not removed.
 */
export function freeStep(db: WriteDb, fileId: number, now: string): Freed {
  const file = knownFile(db, fileId)
  const removal = removalOf(db, fileId)
  if (removal === null) throw new RemovalRefusedError(`${nameOf(file)} is not removed.`)
  if (removal.freedAt !== null) return { rows: 0, more: false }
  if (removal.freeingAt === null) {
    setRemovalFreeing(db, removal.id, now)
    tellPackage(db, 'freed', fileId)
    // Their triggers have less to do without what they keep right.
    for (const drop of byFile) drop(db).run(fileId)
  }
  const [first, last] = lineIds(fileId)
  let rows = 0
  for (const drop of byLine) {
    rows += drop(db, fileId).run(first, last, STEP_ROWS - rows).changes
    if (rows >= STEP_ROWS) return { rows, more: true }
  }
  setRemovalFreed(db, removal.id, now)
  return { rows, more: false }
}

/** How many records and bad lines of a removed package are still stored. */
export function rowsToFree(db: ReadDb, fileId: number): number {
  const [first, last] = lineIds(fileId)
  return countRows(db, fileId).get({ first, last }) ?? 0
}
