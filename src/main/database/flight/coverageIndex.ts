import type { Stretch } from '#shared/flight/coverage'
import type { Gaps } from '#shared/flight/series'
import type { ReadDb } from '../handles'
import { firstAbove, gapsBetween, inOrder, stretchesWithin } from '../packageTimes/recordedTime'
import { gapsOf } from '../packageTimes/rows'
import { timeOf } from '../packageTimes/timeOf'
import { usualGap } from '../packageTimes/usualStep'
import { perConnection } from '../perConnection'
import { NOT_HIDDEN } from '../removals/hidden'
import { leastGap, usualStepOf } from './scopeTimes'

/** What is due is found out for the answer, for so long. */
const MOST_MS = 60

/** One package's time. */
export interface IndexedPackage {
  readonly fileId: number
  readonly fromUs: number
  readonly toUs: number
  readonly gaps: Gaps
}

/** All packages of a satellite by their time. */
export interface CoverageIndex {
  /** By their beginning. */
  readonly packages: readonly IndexedPackage[]
  /** The latest end of each package and all before it: those that ended earlier need no look. */
  readonly latestUs: Float64Array
  /** Packages whose time is still being found out. */
  readonly pending: number
  readonly gapUs: number
  /** Time that no package has, and time that several have; ascending. */
  readonly gaps: Gaps
  readonly overlaps: Gaps
}

type Row = [
  fileId: number,
  fromUs: number,
  toUs: number,
  stepUs: number | null,
  steps: number,
  gapCount: number,
]

const DUE = `SELECT file_id FROM package_times INDEXED BY package_times_due
  WHERE measured IS NOT revision`

const selectKnown = perConnection((db: ReadDb) =>
  db
    .prepare<[string], Row>(
      `SELECT file_id, from_us, to_us, step_us, steps, gap_count
       FROM package_times INDEXED BY package_times_by_span
       WHERE satellite_type = ? AND file_id NOT IN (${DUE})
         AND file_id NOT IN (SELECT file_id FROM hidden_files)
         AND file_id NOT IN (SELECT id FROM files WHERE status = 'duplicate')
       ORDER BY from_us, file_id`,
    )
    .raw(),
)
const selectDue = perConnection((db: ReadDb) =>
  db
    .prepare<[string], number>(
      `SELECT id FROM files
       WHERE id IN (${DUE}) AND satellite_type = ? AND imported_lines > 0
         AND status <> 'duplicate' AND ${NOT_HIDDEN}
       ORDER BY id DESC`,
    )
    .pluck(),
)
const selectGaps = perConnection((db: ReadDb) =>
  db.prepare<[number], Buffer>('SELECT gaps FROM package_times WHERE file_id = ?').pluck(),
)

const noGaps: Gaps = { fromUs: new Float64Array(0), toUs: new Float64Array(0) }

/** The index of a satellite, made anew only when the database has changed. */
export function coverageIndex(db: ReadDb, satelliteType: string): CoverageIndex {
  const kept = keptOf(db)
  const state = `${String(db.pragma('data_version', { simple: true }))} ${String(totalChanges(db).get())}`
  if (kept.index === null || kept.state !== state || kept.satelliteType !== satelliteType) {
    Object.assign(kept, { state, satelliteType, index: makeIndex(db, satelliteType) })
  }
  return kept.index ?? makeIndex(db, satelliteType)
}

interface Kept {
  state: string
  satelliteType: string
  index: CoverageIndex | null
}

const keptOf = perConnection((): Kept => ({ state: '', satelliteType: '', index: null }))
/** Its own changes are no new version to a connection. */
const totalChanges = perConnection((db: ReadDb) => db.prepare('SELECT total_changes()').pluck())

function makeIndex(db: ReadDb, satelliteType: string): CoverageIndex {
  const packages: IndexedPackage[] = []
  const steps: { stepUs: number | null; steps: number }[] = []
  for (const [fileId, fromUs, toUs, stepUs, count, gapCount] of selectKnown(db).all(
    satelliteType,
  )) {
    const gaps = gapCount === 0 ? noGaps : gapsOf(selectGaps(db).get(fileId) ?? null)
    packages.push({ fileId, fromUs, toUs, gaps })
    steps.push({ stepUs, steps: count })
  }
  const due = selectDue(db).all(satelliteType)
  const end = performance.now() + MOST_MS
  let done = 0
  for (; done < due.length && performance.now() < end; done += 1) {
    const fileId = due[done] ?? 0
    const time = timeOf(db, fileId)
    if (time === null) continue
    const { fromUs, toUs, gaps } = time
    packages.push({ fileId, fromUs, toUs, gaps })
    steps.push(time)
  }
  if (done > 0) packages.sort((a, b) => a.fromUs - b.fromUs || a.fileId - b.fileId)
  const gapUs = usualGap(usualStepOf(steps))
  const { fromUs, toUs } = stretchEnds(packages)
  let latest = -Infinity
  return {
    packages,
    latestUs: Float64Array.from(packages, (each) => (latest = Math.max(latest, each.toUs))),
    pending: due.length - done,
    gapUs,
    gaps: gapsBetween(fromUs, toUs, leastGap(gapUs)),
    overlaps: overlapsBetween(fromUs, toUs),
  }
}

/** The packages that have a record's time in a stretch, by their beginning. */
export function packagesIn(
  { packages, latestUs }: CoverageIndex,
  { fromUs, toUs }: Stretch,
): IndexedPackage[] {
  const found: IndexedPackage[] = []
  for (let i = firstAbove(latestUs, fromUs - 1); i < packages.length; i += 1) {
    const each = packages[i]
    if (each === undefined || each.fromUs > toUs) break
    if (each.toUs >= fromUs && stretchesWithin(each, { fromUs, toUs }).length > 0) found.push(each)
  }
  return found
}

/** The beginnings and the ends of all packages' stretches, each ascending. */
function stretchEnds(packages: readonly IndexedPackage[]) {
  const count = packages.reduce((sum, { gaps }) => sum + gaps.fromUs.length + 1, 0)
  const fromUs = new Float64Array(count)
  const toUs = new Float64Array(count)
  let at = 0
  for (const { fromUs: first, toUs: last, gaps } of packages) {
    fromUs[at] = first
    fromUs.set(gaps.toUs, at + 1)
    toUs.set(gaps.fromUs, at)
    at += gaps.fromUs.length + 1
    toUs[at - 1] = last
  }
  return { fromUs: inOrder(fromUs), toUs: inOrder(toUs) }
}

/**
 * The time that more than one stretch has, given their beginnings and their ends, each ascending.
 * Both ends are records: of one moment, what begins does so before something else ends.
 */
export function overlapsBetween(fromUs: Float64Array, toUs: Float64Array): Gaps {
  const starts: number[] = []
  const ends: number[] = []
  let open = 0
  let next = 0
  for (const end of toUs) {
    for (; next < fromUs.length && (fromUs[next] ?? 0) <= end; next += 1) {
      open += 1
      if (open === 2) starts.push(fromUs[next] ?? 0)
    }
    open -= 1
    if (open === 1) ends.push(end)
  }
  return { fromUs: Float64Array.from(starts), toUs: Float64Array.from(ends) }
}
