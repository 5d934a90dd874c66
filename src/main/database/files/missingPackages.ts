import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

/** What a package was when its source went. */
export interface FormerPackage {
  readonly fileId: number
  readonly insertedAt: string
  readonly lines: number
  readonly fingerprint: string
}

/** Its row with all its lines, or another one with its content: a row of a duplicate has none. */
const selectMissing = perConnection((db: ReadDb) =>
  db
    .prepare<[string], number>(
      `SELECT former.key FROM json_each(?) AS former
       WHERE NOT EXISTS (
         SELECT 1 FROM files
         WHERE id = former.value ->> 0 AND inserted_at = former.value ->> 1
           AND total_lines >= former.value ->> 2)
       AND former.value ->> 3 NOT IN (
         SELECT fingerprint FROM files WHERE fingerprint IS NOT NULL AND status <> 'duplicate')
       ORDER BY former.key`,
    )
    .pluck(),
)

/** Which of these the database does not have, by their places in the list. */
export function missingPackages(db: ReadDb, former: readonly FormerPackage[]): number[] {
  const rows = former.map(({ fileId, insertedAt, lines, fingerprint }) => [
    fileId,
    insertedAt,
    lines,
    fingerprint,
  ])
  return selectMissing(db).all(JSON.stringify(rows))
}
