import type { Coverage, Stretch } from '#shared/flight/coverage'
import { countOf, formatMicroLength, formatMicros } from '../../ui/format'

const lengthOf = ({ fromUs, toUs }: Stretch): number => toUs - fromUs

/** '2 gaps, the longest 12 min'; 'no gaps'. */
export function gapsText(gaps: readonly Stretch[]): string {
  if (gaps.length === 0) return 'no gaps'
  const longest = Math.max(...gaps.map(lengthOf))
  return `${countOf(gaps.length, 'gap')}, the longest ${formatMicroLength(longest)}`
}

/** '1 overlap, 12 min together'; 'no overlaps'. */
export function overlapsText(overlaps: Coverage['overlaps']): string {
  if (overlaps.length === 0) return 'no overlaps'
  const whole = overlaps.reduce((sum, overlap) => sum + lengthOf(overlap), 0)
  return `${countOf(overlaps.length, 'overlap')}, ${formatMicroLength(whole)} together`
}

/** '2023-12-26 09:34:27.602982'. */
export function momentText(us: number): string {
  const { day, time } = formatMicros(us)
  return `${day} ${time}`
}
