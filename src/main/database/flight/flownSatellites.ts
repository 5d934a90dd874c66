import type { FlownSatellite, NamedPackage } from '#shared/flight/coverage'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'
import { recordedSpan } from '../rollups/rollups'

const WITH_RECORDS = `satellite_type IS NOT NULL AND imported_lines > 0 AND status <> 'duplicate'
  AND ${NOT_HIDDEN}`

interface SatelliteRow {
  readonly satelliteType: string
  readonly packages: number
  readonly records: number
  /** Of the packages whose time is known; NULL where there is none. */
  readonly fromUs: number | null
  readonly toUs: number | null
  /** Those whose time is still being found out, as JSON. */
  readonly due: string
}

const selectSatellites = perConnection((db: ReadDb) =>
  db.prepare<[], SatelliteRow>(
    `SELECT files.satellite_type AS satelliteType, count(*) AS packages,
       sum(imported_lines) AS records,
       min(from_us) FILTER (WHERE measured IS revision) AS fromUs,
       max(to_us) FILTER (WHERE measured IS revision) AS toUs,
       json_group_array(id) FILTER (WHERE measured IS NOT revision) AS due
     FROM files LEFT JOIN package_times ON file_id = id
     WHERE files.${WITH_RECORDS}
     GROUP BY files.satellite_type ORDER BY files.satellite_type`,
  ),
)
const selectPackages = perConnection((db: ReadDb) =>
  db.prepare<[string], NamedPackage>(
    `SELECT id AS fileId, name FROM files LEFT JOIN package_times ON file_id = id
     WHERE files.satellite_type = ? AND files.${WITH_RECORDS}
     ORDER BY from_us, id`,
  ),
)

/** Satellite types that have records, by name. */
export function flownSatellites(db: ReadDb): FlownSatellite[] {
  return selectSatellites(db)
    .all()
    .flatMap(({ satelliteType, packages, records, due, ...known }) => {
      const ids: number[] = JSON.parse(due)
      const span = recordedSpan(db, ids)
      const fromUs = Math.min(known.fromUs ?? Infinity, span?.fromUs ?? Infinity)
      const toUs = Math.max(known.toUs ?? -Infinity, span === null ? -Infinity : span.toUs - 1)
      return fromUs > toUs ? [] : { satelliteType, packages, records, fromUs, toUs }
    })
}

/** The packages of a satellite type that have records, by their beginning as far as it is known. */
export function packagesOf(db: ReadDb, satelliteType: string): NamedPackage[] {
  return selectPackages(db).all(satelliteType)
}
