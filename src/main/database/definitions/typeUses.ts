import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { revisions, type Revision } from './revisions'

/** What a database has of a satellite type. */
export interface TypeUse {
  /** Those that were not removed. */
  readonly packages: number
  /** The latest one; null where no package was ever read with one. */
  readonly revision: number | null
}

export interface UsedRevision extends Revision {
  /** Those that were not removed. */
  readonly packages: number
}

const selectUses = perConnection((db: ReadDb) =>
  db.prepare<[], TypeUse & { readonly type: string }>(
    `SELECT type, max(revision) AS revision,
       (SELECT count(*) FROM files WHERE satellite_type = type
          AND files.id NOT IN (SELECT hidden_files.file_id FROM hidden_files)) AS packages
     FROM definitions GROUP BY type`,
  ),
)

const selectPackages = perConnection((db: ReadDb) =>
  db
    .prepare<[number], number>(
      `SELECT count(*) FROM files WHERE definition_id = ?
         AND files.id NOT IN (SELECT hidden_files.file_id FROM hidden_files)`,
    )
    .pluck(),
)

/** Every revision of a type, the first one first, and how many packages have it. */
export function revisionsOf(db: ReadDb, type: string): UsedRevision[] {
  return revisions(db)
    .filter((revision) => revision.type === type)
    .map((revision) => ({ ...revision, packages: selectPackages(db).get(revision.id) ?? 0 }))
}

/** By the types' names. */
export function typeUses(db: ReadDb): Map<string, TypeUse> {
  return new Map(
    selectUses(db)
      .all()
      .map(({ type, ...use }) => [type, use]),
  )
}
