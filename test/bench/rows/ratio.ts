import type { Goal } from '../lib/goal'
import { medianRate, medianSeconds, type Result } from '../lib/race'
import { judged, type Finding } from '../lib/row'
import { formatRate, formatSeconds } from '../report/format'

/** One result's median time over another's, or the reason why there is none. */
export function timeRatio(label: string, over: Result, under: Result, goal: Goal): Finding {
  const overSeconds = medianSeconds(over)
  const underSeconds = medianSeconds(under)
  if (overSeconds === null || underSeconds === null) {
    return judged(label, null, goal, reasonOf(overSeconds === null ? over : under))
  }
  const note = `${formatSeconds(overSeconds)} / ${formatSeconds(underSeconds)}`
  return judged(label, overSeconds / underSeconds, goal, note)
}

/** One result's lines a second over another's, or the reason why there are none. */
export function rateRatio(label: string, over: Result, under: Result, goal: Goal): Finding {
  const overRate = medianRate(over)
  const underRate = medianRate(under)
  if (overRate === null || underRate === null) {
    return judged(label, null, goal, reasonOf(overRate === null ? over : under))
  }
  const note = `${formatRate(overRate)} / ${formatRate(underRate)} lines/s`
  return judged(label, overRate / underRate, goal, note)
}

function reasonOf({ name, failure }: Result): string {
  return `${name}: ${failure ?? 'no run'}`
}
