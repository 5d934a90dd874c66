import type { Goal } from '../lib/goal'
import { medianProcessorSeconds, medianRate, medianSeconds, type Result } from '../lib/race'
import type { Finding } from '../lib/row'
import { NO_GNU_TIME } from './peak'
import { formatRate, formatSeconds } from '../report/format'

/** One result's median time over another's, or the reason why there is none. */
export function timeRatio(label: string, over: Result, under: Result, goal: Goal | null): Finding {
  const overSeconds = medianSeconds(over)
  const underSeconds = medianSeconds(under)
  if (overSeconds === null || underSeconds === null) {
    return ratioFinding(label, null, goal, reasonOf(overSeconds === null ? over : under))
  }
  const times = `${formatSeconds(overSeconds)} / ${formatSeconds(underSeconds)}`
  const note = times + processorNote(over, under, formatSeconds)
  return ratioFinding(label, overSeconds / underSeconds, goal, note)
}

/** The same of what they took of the processor. */
export function processorRatio(
  label: string,
  over: Result,
  under: Result,
  goal: Goal | null,
): Finding {
  const overSeconds = medianProcessorSeconds(over)
  const underSeconds = medianProcessorSeconds(under)
  if (overSeconds === null || underSeconds === null) {
    const failed = [over, under].find(({ failure }) => failure !== null)
    return ratioFinding(label, null, goal, failed ? reasonOf(failed) : NO_GNU_TIME)
  }
  const note = `${formatSeconds(overSeconds)} / ${formatSeconds(underSeconds)}`
  return ratioFinding(label, overSeconds / underSeconds, goal, note)
}

/**
 * One result's lines a second over another's, or the reason why there are none.
 *
 * @param counted what the results' lines are, where they are something else
 */
export function rateRatio(
  label: string,
  over: Result,
  under: Result,
  goal: Goal | null,
  counted = 'line',
): Finding {
  const overRate = medianRate(over)
  const underRate = medianRate(under)
  if (overRate === null || underRate === null) {
    return ratioFinding(label, null, goal, reasonOf(overRate === null ? over : under))
  }
  const rates = `${formatRate(overRate)} / ${formatRate(underRate)} ${counted}s/s`
  const each = (seconds: number, { lines }: Result): string =>
    `${((seconds / lines) * 1e6).toFixed(2)} µs a ${counted}`
  const note = rates + processorNote(over, under, each)
  return ratioFinding(label, overRate / underRate, goal, note)
}

/** Judged where there is a goal. */
export function ratioFinding(
  label: string,
  figure: number | null,
  goal: Goal | null,
  note: string,
): Finding {
  return { label, figure, goal, unit: 'ratio', note }
}

/** Beside wall time, which is what other programs leave of a machine that is shared. */
function processorNote(
  over: Result,
  under: Result,
  format: (seconds: number, result: Result) => string,
): string {
  const overSeconds = medianProcessorSeconds(over)
  const underSeconds = medianProcessorSeconds(under)
  if (overSeconds === null || underSeconds === null) return ''
  return `; processor ${format(overSeconds, over)} / ${format(underSeconds, under)}`
}

function reasonOf({ name, failure }: Result): string {
  return `${name}: ${failure ?? 'no run'}`
}
