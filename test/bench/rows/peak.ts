import type { Goal } from '../lib/goal'
import { medianPeakBytes, type Result } from '../lib/race'
import { judged, type Finding } from '../lib/row'

/** Why there is no figure of memory and processor time. */
export const NO_GNU_TIME = 'GNU time (/usr/bin/time) is not installed'

/** A result's largest resident set, or the reason why there is none. */
export function peakFinding(label: string, result: Result, goal: Goal): Finding {
  const bytes = medianPeakBytes(result)
  if (bytes !== null) return judged(label, bytes / 1e6, goal, '')
  return judged(label, null, goal, result.failure ?? NO_GNU_TIME)
}
