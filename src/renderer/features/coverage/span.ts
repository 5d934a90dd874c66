import type { CoveredPackage } from '#shared/flight/coverage'
import { withRoom, type TimeSpan } from '../../ui/plot/timeSpan'

/** The time of all packages, with a little room at both ends; null without any. */
export function spanOf(packages: readonly CoveredPackage[]): TimeSpan | null {
  const [first] = packages
  if (first === undefined) return null
  const lastUs = packages.reduce((last, { toUs }) => Math.max(last, toUs), first.toUs)
  return withRoom(first.fromUs, lastUs)
}

/** Where something lies in a span, as shares of its width; never too narrow to be seen. */
export function placeIn(
  { fromUs, toUs }: TimeSpan,
  stretch: { readonly fromUs: number; readonly toUs: number },
): { readonly left: number; readonly width: number } {
  const whole = toUs - fromUs
  return {
    left: (stretch.fromUs - fromUs) / whole,
    width: (stretch.toUs - stretch.fromUs) / whole,
  }
}
