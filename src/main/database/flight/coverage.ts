import type {
  Coverage,
  CoverageAt,
  CoverageAtQuestion,
  CoverageQuestion,
  CoveredPackage,
  CoveredPage,
  CoveredQuestion,
  NamedPackage,
  Stretch,
} from '#shared/flight/coverage'
import type { TimeWindow } from '#shared/flight/scope'
import type { Gaps } from '#shared/flight/series'
import type { ReadDb } from '../handles'
import { firstAbove, stretchesWithin } from '../packageTimes/recordedTime'
import { perConnection } from '../perConnection'
import { coverageIndex, packagesIn, type CoverageIndex, type IndexedPackage } from './coverageIndex'
import { Grid, Shares } from './grid'

/** Other packages that are named; of more there is a count. */
const MOST_NAMED = 5

/** Which time of a satellite has records, cut into columns. */
export function coverage(db: ReadDb, question: CoverageQuestion): Coverage {
  const { satelliteType } = question
  const index = coverageIndex(db, satelliteType)
  const whole = wholeOf(index)
  const grid = gridOf(question, whole)
  const { pending, gapUs, gaps, overlaps } = index
  return {
    satelliteType,
    packages: index.packages.length,
    pending,
    whole,
    gapUs: Number.isFinite(gapUs) ? gapUs : null,
    // What is not known yet may lie in any of them.
    gaps: pending > 0 ? null : { count: gaps.fromUs.length, longest: longestOf(gaps) },
    overlaps: pending > 0 ? null : { count: overlaps.fromUs.length, totalUs: lengthOf(overlaps) },
    fromUs: grid.fromUs,
    columnUs: grid.bucketUs,
    covered: shareOf(grid, whole === null ? [] : stretchesWithin({ ...whole, gaps }, partOf(grid))),
    shared: shareOf(grid, within(overlaps, partOf(grid))),
  }
}

interface FileRow {
  readonly name: string
  readonly status: CoveredPackage['status']
  readonly records: number
  readonly errorLines: number
}

const selectFile = perConnection((db: ReadDb) =>
  db.prepare<[number], FileRow>(
    `SELECT name, status, imported_lines AS records, error_lines AS errorLines
     FROM files WHERE id = ?`,
  ),
)

/** Some packages of a satellite, by their beginning. */
export function coveredPackages(db: ReadDb, question: CoveredQuestion): CoveredPage {
  const index = coverageIndex(db, question.satelliteType)
  const grid = gridOf(question, wholeOf(index))
  const { offset, limit } = question
  return {
    total: index.packages.length,
    fromUs: grid.fromUs,
    columnUs: grid.bucketUs,
    rows: index.packages.slice(offset, offset + limit).flatMap((found) => {
      const { fileId, fromUs, toUs, gaps } = found
      const file = selectFile(db).get(fileId)
      if (file === undefined) return []
      return {
        fileId,
        ...file,
        fromUs,
        toUs,
        gaps: gaps.fromUs.length,
        covered: shareOf(grid, stretchesWithin(found, partOf(grid))),
        overlaps: named(db, othersOf(index, found)),
      }
    }),
  }
}

/** What a satellite has of a moment; null without any records. */
export function coverageAt(
  db: ReadDb,
  { satelliteType, at }: CoverageAtQuestion,
): CoverageAt | null {
  const index = coverageIndex(db, satelliteType)
  const whole = wholeOf(index)
  if (whole === null) return null
  const us = 'go' in at ? nextMark(index, at) : at.us
  const having = packagesIn(index, { fromUs: us, toUs: us })
  const gap = stretchAt(index.gaps, us)
  // In a gap the package before it; beyond both ends the first or the last.
  const nearestUs = gap?.fromUs ?? Math.min(Math.max(us, whole.fromUs), whole.toUs)
  const nearest = having[0] ?? packagesIn(index, { fromUs: nearestUs, toUs: nearestUs })[0]
  return {
    us,
    packages: named(db, having),
    gap: index.pending > 0 ? null : gap,
    overlap: stretchAt(index.overlaps, us),
    place: nearest === undefined ? 0 : index.packages.indexOf(nearest),
  }
}

function wholeOf({ packages, latestUs }: CoverageIndex): Stretch | null {
  const [first] = packages
  return first === undefined ? null : { fromUs: first.fromUs, toUs: latestUs.at(-1) ?? first.toUs }
}

function gridOf({ window, columns }: CoverageQuestion, whole: Stretch | null): Grid {
  const all = whole === null ? { fromUs: 0, toUs: 0 } : { ...whole, toUs: whole.toUs + 1 }
  return new Grid(window ?? all, columns)
}

/** Up to its last moment. */
const partOf = ({ fromUs, bucketUs, buckets }: Grid): Stretch => ({
  fromUs,
  toUs: fromUs + bucketUs * buckets - 1,
})

/** Which share of each column some stretches take; a single moment takes a microsecond. */
function shareOf(grid: Grid, stretches: readonly Stretch[]): Float64Array<ArrayBuffer> {
  const shares = new Shares(grid)
  const part = partOf(grid)
  for (const { fromUs, toUs } of stretches) {
    const inside: TimeWindow = {
      fromUs: Math.max(fromUs, part.fromUs),
      toUs: Math.min(toUs, part.toUs) + 1,
    }
    if (inside.fromUs < inside.toUs) shares.spread(inside, inside.toUs - inside.fromUs)
  }
  return shares.totals().map((us) => Math.min(1, us / grid.bucketUs))
}

/** Of stretches given by their ends, which ascend, those that reach into a part of the time. */
function within({ fromUs, toUs }: Gaps, part: Stretch): Stretch[] {
  const found: Stretch[] = []
  for (let i = firstAbove(toUs, part.fromUs - 1); i < fromUs.length; i += 1) {
    const [from, to] = [fromUs[i] ?? 0, toUs[i] ?? 0]
    if (from > part.toUs) break
    found.push({ fromUs: from, toUs: to })
  }
  return found
}

const stretchAt = (stretches: Gaps, us: number): Stretch | null =>
  within(stretches, { fromUs: us, toUs: us })[0] ?? null

/** The middle of the next gap or overlap; the moment itself where there is none. */
function nextMark(
  { gaps, overlaps }: CoverageIndex,
  { us, go }: { readonly us: number; readonly go: 'next' | 'before' },
): number {
  const middles = [gaps, overlaps].flatMap(({ fromUs, toUs }) => {
    const first = firstAbove(toUs, us - 1)
    const isInside = (fromUs[first] ?? Infinity) <= us
    const at = go === 'before' ? first - 1 : isInside ? first + 1 : first
    const [from, to] = [fromUs[at], toUs[at]]
    return from === undefined || to === undefined ? [] : [Math.floor((from + to) / 2)]
  })
  if (middles.length === 0) return us
  return go === 'next' ? Math.min(...middles) : Math.max(...middles)
}

function longestOf({ fromUs, toUs }: Gaps): Stretch | null {
  let longest: Stretch | null = null
  for (const [i, from] of fromUs.entries()) {
    const to = toUs[i] ?? from
    if (longest === null || to - from > longest.toUs - longest.fromUs) {
      longest = { fromUs: from, toUs: to }
    }
  }
  return longest
}

function lengthOf({ fromUs, toUs }: Gaps): number {
  return fromUs.reduce((sum, from, i) => sum + (toUs[i] ?? from) - from, 0)
}

/** The packages that have records of the same time as one of them. */
function othersOf(index: CoverageIndex, found: IndexedPackage): IndexedPackage[] {
  return packagesIn(index, found).filter((other) => other !== found && overlap(found, other))
}

/** Of two packages whose extents do: both are walked through once, up to where they meet. */
function overlap(one: IndexedPackage, other: IndexedPackage): boolean {
  const both = {
    fromUs: Math.max(one.fromUs, other.fromUs),
    toUs: Math.min(one.toUs, other.toUs),
  }
  const ofOther = stretchesWithin(other, both)
  let at = 0
  return stretchesWithin(one, both).some(({ fromUs, toUs }) => {
    while ((ofOther[at]?.toUs ?? Infinity) < fromUs) at += 1
    return (ofOther[at]?.fromUs ?? Infinity) <= toUs
  })
}

function named(db: ReadDb, packages: readonly IndexedPackage[]): CoveredPackage['overlaps'] {
  return {
    count: packages.length,
    named: packages.slice(0, MOST_NAMED).map(({ fileId }): NamedPackage => {
      return { fileId, name: selectFile(db).get(fileId)?.name ?? '' }
    }),
  }
}
