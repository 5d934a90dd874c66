import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

/** What a database has of a satellite type. */
export interface TypeUse {
  /** Those that were not removed. */
  readonly packages: number
  /** The latest one; null where no package was ever read with one. */
  readonly revision: number | null
}

const selectUses = perConnection((db: ReadDb) =>
  db.prepare<[], TypeUse & { readonly type: string }>(
    `SELECT type, max(revision) AS revision,
       (SELECT count(*) FROM files WHERE satellite_type = type
          AND files.id NOT IN (SELECT hidden_files.file_id FROM hidden_files)) AS packages
     FROM definitions GROUP BY type`,
  ),
)

/** By the types' names. */
export function typeUses(db: ReadDb): Map<string, TypeUse> {
  return new Map(
    selectUses(db)
      .all()
      .map(({ type, ...use }) => [type, use]),
  )
}
