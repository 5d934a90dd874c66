import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'

const OWN = `status <> 'duplicate' AND ${NOT_HIDDEN}`

const selectOfType = perConnection((db: ReadDb) =>
  db
    .prepare<[string], number>(
      `SELECT id FROM files WHERE satellite_type = ? AND ${OWN} ORDER BY id`,
    )
    .pluck(),
)
const selectTypes = perConnection((db: ReadDb) =>
  db
    .prepare<[], string>(
      `SELECT DISTINCT satellite_type FROM files
       WHERE satellite_type IS NOT NULL AND ${OWN} ORDER BY satellite_type`,
    )
    .pluck(),
)

/** The files of a satellite type that have lines of their own, by their ids; none of a removed one. */
export function filesOfType(db: ReadDb, satelliteType: string): number[] {
  return selectOfType(db).all(satelliteType)
}

/** The satellite types that there are such files of, in alphabetical order. */
export function typesWithFiles(db: ReadDb): string[] {
  return selectTypes(db).all()
}
