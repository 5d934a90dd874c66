import type { FlightScope } from '../../src/shared/flight/scope'
import type { WriteDb } from '../../src/main/database/handles'

/** A scope of just these files of a test's database: of several, they become those of one satellite. */
export function scopeOf(db: WriteDb, fileIds: readonly number[]): FlightScope {
  const [fileId = 0, ...others] = fileIds
  if (others.length === 0) return { kind: 'file', fileId }
  db.prepare(
    `UPDATE files SET satellite_type =
       CASE WHEN id IN (SELECT value FROM json_each(?)) THEN 'asked' ELSE 'other' END`,
  ).run(JSON.stringify(fileIds))
  return { kind: 'satellite', satelliteType: 'asked' }
}
