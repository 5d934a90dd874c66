import type { ReadDb, WriteDb } from '../handles'
import { perConnection } from '../perConnection'

/** A removal that holds. */
export interface RemovalRow {
  readonly id: number
  readonly fileId: number
  readonly removedAt: string
  readonly replacedBy: number | null
  readonly freeingAt: string | null
  readonly freedAt: string | null
}

export interface NewRemoval {
  readonly fileId: number
  readonly by: string
  readonly note: string
  readonly replacedBy: number | null
}

const selectInForce = perConnection((db: ReadDb) =>
  db.prepare<[number], RemovalRow>(
    `SELECT id, file_id AS fileId, removed_at AS removedAt, replaced_by AS replacedBy,
       freeing_at AS freeingAt, freed_at AS freedAt
     FROM removals WHERE file_id = ? AND undone_at IS NULL`,
  ),
)
const insert = perConnection((db: WriteDb) =>
  db.prepare<[NewRemoval & { now: string; mends: number }]>(
    `INSERT INTO removals (file_id, removed_by, removed_at, note, records, bad_lines, mends,
       replaced_by)
     SELECT id, @by, @now, @note, imported_lines, error_lines, @mends, @replacedBy
     FROM files WHERE id = @fileId`,
  ),
)
const setUndone = perConnection((db: WriteDb) =>
  db.prepare<[string, string, number]>(
    'UPDATE removals SET undone_by = ?, undone_at = ? WHERE id = ?',
  ),
)
const setReplacedBy = perConnection((db: WriteDb) =>
  db.prepare<[number, number]>('UPDATE removals SET replaced_by = ? WHERE id = ?'),
)
const setFreeing = perConnection((db: WriteDb) =>
  db.prepare<[string, number]>('UPDATE removals SET freeing_at = ? WHERE id = ?'),
)
const setFreed = perConnection((db: WriteDb) =>
  db.prepare<[string, number]>('UPDATE removals SET freed_at = ? WHERE id = ?'),
)
const countMends = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number>(
      `SELECT count(DISTINCT mend) FROM mended_parts JOIN mends ON mends.id = mend
       WHERE file_id = ? AND undone_at IS NULL`,
    )
    .pluck(),
)

/** The removal of a file that holds now; null when it is not removed. */
export function removalOf(db: ReadDb, fileId: number): RemovalRow | null {
  return selectInForce(db).get(fileId) ?? null
}

/** Mends and dismissals that hold and that lines of a file have a part in. */
export function mendsOfFile(db: ReadDb, fileId: number): number {
  return countMends(db).get(fileId) ?? 0
}

/** Enters a removal with what the file has now. */
export function insertRemoval(db: WriteDb, removal: NewRemoval, now: string): void {
  insert(db).run({ ...removal, now, mends: mendsOfFile(db, removal.fileId) })
}

export function setRemovalUndone(db: WriteDb, removalId: number, by: string, now: string): void {
  setUndone(db).run(by, now, removalId)
}

export function setRemovalReplacedBy(db: WriteDb, removalId: number, fileId: number): void {
  setReplacedBy(db).run(fileId, removalId)
}

export function setRemovalFreeing(db: WriteDb, removalId: number, now: string): void {
  setFreeing(db).run(now, removalId)
}

export function setRemovalFreed(db: WriteDb, removalId: number, now: string): void {
  setFreed(db).run(now, removalId)
}
