import type { Coverage, CoveredPackage, FlownSatellite } from '#shared/flight/coverage'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'
import { stretchesWithin } from '../packageTimes/recordedTime'
import { timeOf } from '../packageTimes/timeOf'
import { usualGap } from '../packageTimes/usualStep'
import { recordedSpan } from '../rollups'
import { overlapsOf, unionOf } from './overlaps'
import { leastGap, usualStepOf } from './scopeTimes'

interface PackageRow extends Omit<CoveredPackage, 'fromUs' | 'toUs' | 'stretches'> {
  readonly satelliteType: string
}

const selectPackages = perConnection((db: ReadDb) =>
  db.prepare<[string], PackageRow>(
    `SELECT id AS fileId, name, status, satellite_type AS satelliteType,
       imported_lines AS records, error_lines AS errorLines
     FROM files WHERE satellite_type = ? AND imported_lines > 0 AND status <> 'duplicate'
       AND ${NOT_HIDDEN}
     ORDER BY id`,
  ),
)
const selectSatellites = perConnection((db: ReadDb) =>
  db.prepare<[], { satelliteType: string; packages: number; records: number; fileIds: string }>(
    `SELECT satellite_type AS satelliteType, count(*) AS packages,
       sum(imported_lines) AS records, json_group_array(id) AS fileIds
     FROM files
     WHERE satellite_type IS NOT NULL AND imported_lines > 0 AND status <> 'duplicate'
       AND ${NOT_HIDDEN}
     GROUP BY satellite_type ORDER BY satellite_type`,
  ),
)
/** Satellite types that have records, by name. */
export function flownSatellites(db: ReadDb): FlownSatellite[] {
  return selectSatellites(db)
    .all()
    .flatMap(({ satelliteType, packages, records, fileIds }) => {
      const ids: number[] = JSON.parse(fileIds)
      const span = recordedSpan(db, ids)
      if (span === null) return []
      return { satelliteType, packages, records, fromUs: span.fromUs, toUs: span.toUs - 1 }
    })
}

/** Which package of a satellite type has records of which time. */
export function coverage(db: ReadDb, satelliteType: string): Coverage {
  const found = selectPackages(db)
    .all(satelliteType)
    .flatMap(({ satelliteType: _type, ...row }) => {
      const time = timeOf(db, row.fileId)
      return time === null ? [] : { row, time }
    })
  const gapUs = usualGap(usualStepOf(found.map(({ time }) => time)))
  const packages = found
    .map(({ row, time }): CoveredPackage => {
      const { fromUs, toUs } = time
      return { ...row, fromUs, toUs, stretches: stretchesWithin(time, { fromUs, toUs }) }
    })
    .toSorted((a, b) => a.fromUs - b.fromUs || a.fileId - b.fileId)
  const union = unionOf(
    packages.flatMap(({ stretches }) => stretches),
    leastGap(gapUs),
  )
  return {
    satelliteType,
    packages,
    gapUs: Number.isFinite(gapUs) ? gapUs : null,
    gaps: union
      .slice(1)
      .map(({ fromUs }, i) => ({ fromUs: union[i]?.toUs ?? fromUs, toUs: fromUs })),
    overlaps: overlapsOf(packages),
  }
}
