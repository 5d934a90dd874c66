import type { Coverage, CoverageAt, CoveredPackage, Stretch } from '#shared/flight/coverage'
import { countOf, formatMicroLength, formatMicros, formatMicrosRange } from '../../ui/format'

const lengthOf = ({ fromUs, toUs }: Stretch): number => toUs - fromUs

/** '2 gaps, the longest 12 min'; 'no gaps'. */
export function gapsText(gaps: Coverage['gaps']): string {
  if (gaps === null) return 'gaps not known yet'
  if (gaps.longest === null) return 'no gaps'
  return `${countOf(gaps.count, 'gap')}, the longest ${formatMicroLength(lengthOf(gaps.longest))}`
}

/** '1 overlap, 12 min together'; 'no overlaps'. */
export function overlapsText(overlaps: Coverage['overlaps']): string {
  if (overlaps === null) return 'overlaps not known yet'
  if (overlaps.count === 0) return 'no overlaps'
  return `${countOf(overlaps.count, 'overlap')}, ${formatMicroLength(overlaps.totalUs)} together`
}

/** '2023-12-26 09:34:27.602982'. */
export function momentText(us: number): string {
  const { day, time } = formatMicros(us)
  return `${day} ${time}`
}

type Others = CoveredPackage['overlaps']

/** 'a.json', 'a.json and b.json', 'a.json, b.json and 3 others': as many names as are known. */
export function namesText({ count, named }: Others): string {
  const names = named.map(({ name }) => name)
  const more = count - names.length
  if (more > 0) return `${names.join(', ')} and ${countOf(more, 'other')}`
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`
}

/** What a satellite has of a moment: 'a gap of 12 min, 2023-12-26 09:34:27 to 09:46:27 UTC'. */
export function whatIsThere({ packages, gap, overlap }: CoverageAt): string {
  if (gap !== null && packages.count === 0) {
    const length = formatMicroLength(lengthOf(gap))
    return `a gap of ${length}, ${formatMicrosRange(gap.fromUs, gap.toUs)}`
  }
  if (overlap !== null && packages.count > 1) {
    return `${namesText(packages)}, which overlap for ${formatMicroLength(lengthOf(overlap))}`
  }
  return packages.count === 0 ? 'no package' : namesText(packages)
}
