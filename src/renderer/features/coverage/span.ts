import type { TimeSpan } from '../../ui/plot/timeSpan'

/** Where a moment lies in a span, as a share of its width; beyond 0 and 1 where it lies outside. */
export function placeIn({ fromUs, toUs }: TimeSpan, us: number): number {
  return (us - fromUs) / (toUs - fromUs)
}
