import type { Coverage, CoveredPackage, FlownSatellite } from '#shared/flight/coverage'
import type { ReadDb } from '../handles'
import { lineIds } from '../lineId'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'
import { readRollup, recordedSpan } from '../rollups'
import { recordedTime } from './fileTime'
import { overlapsOf, unionOf } from './overlaps'
import { RecordedTime } from './recordedTime'
import { usualGap } from './usualStep'

/**
 * So many chunks are looked into block by block. Where a satellite has more, a gap shows that lies
 * between two chunks (of 20,000 lines or so) and not one inside of one.
 */
const MOST_CHUNKS = 1_500
/** Packages by which the usual step is judged then. */
const JUDGED_PACKAGES = 8

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
const selectSpans = perConnection((db: ReadDb) =>
  db
    .prepare<[bigint, bigint], [number, number]>(
      `SELECT from_us, to_us FROM rollups INDEXED BY rollups_by_span
       WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw(),
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
  const rows = selectPackages(db)
    .all(satelliteType)
    .map((row) => ({ ...row, spans: selectSpans(db).all(...lineIds(row.fileId)) }))
    .filter(({ spans }) => spans.length > 0)
  const chunks = rows.reduce((sum, { spans }) => sum + spans.length, 0)
  const isFine = chunks <= MOST_CHUNKS
  const judged = isFine ? rows : evenly(rows, JUDGED_PACKAGES)
  const rollups = new Map(judged.map(({ fileId }) => [fileId, readRollup(db, fileId, ALL)]))
  const gapUs = usualGap([...rollups.values()])
  const packages = rows
    .map(({ spans, satelliteType: _type, ...row }): CoveredPackage => {
      const rollup = isFine ? rollups.get(row.fileId) : undefined
      const time =
        rollup === undefined ? ofSpans(spans, gapUs) : recordedTime(db, row.fileId, rollup, gapUs)
      const { fromUs, toUs } = extentOf(spans)
      const stretches = time.isShuffled ? [{ fromUs, toUs }] : time.stretches()
      return { ...row, fromUs, toUs, stretches }
    })
    .toSorted((a, b) => a.fromUs - b.fromUs || a.fileId - b.fileId)
  const union = unionOf(
    packages.flatMap(({ stretches }) => stretches),
    gapUs,
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

const ALL = { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER }

function ofSpans(spans: readonly (readonly [number, number])[], gapUs: number): RecordedTime {
  const time = new RecordedTime(gapUs)
  for (const [fromUs, toUs] of spans) time.add(fromUs, toUs)
  return time
}

function extentOf(spans: readonly (readonly [number, number])[]): { fromUs: number; toUs: number } {
  let [fromUs, toUs] = [Infinity, -Infinity]
  for (const [from, to] of spans) {
    fromUs = Math.min(fromUs, from)
    toUs = Math.max(toUs, to)
  }
  return { fromUs, toUs }
}

function evenly<T>(items: readonly T[], most: number): T[] {
  const every = Math.max(1, items.length / most)
  return items.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every))
}
