import {
  historyChannels,
  ofChannels,
  type HistoryChannel,
  type OfChannels,
} from '#shared/history/channels'
import type { AlertCode } from '#shared/status'

interface Circumstances {
  readonly alert: AlertCode | null
  /** Null and 0: full speed. */
  readonly paceLines: number | null
  readonly pacePauseMs: number
}

/**
 * A second, or several in which nothing changed: `lines`, `bad` and `bytes` are sums, all others
 * what was at its end. Times are whole seconds since 1970 UTC.
 */
export interface Sample extends OfChannels<number>, Circumstances {
  readonly at: number
  readonly seconds: number
  readonly paused: boolean
  /** Files that were being compared with what is stored. */
  readonly comparing: number
}

/** `sum` is of values times seconds; of rates that is the very amount. */
export interface Spread {
  readonly min: number
  readonly sum: number
  readonly max: number
}

/** Time summed up, of one sample or of many. */
export interface Stretch extends Circumstances {
  readonly at: number
  /** How much of it the station is known to have run. */
  readonly seconds: number
  readonly spreads: OfChannels<Spread>
  /** Seconds of it. */
  readonly paused: number
  readonly comparing: number
  readonly alerted: number
}

/** Less than this is what a thread needs to be there, in percent. */
const IDLE_PERCENT = 5

const amounts: ReadonlySet<HistoryChannel> = new Set(['lines', 'bad', 'bytes'])
/** These move by themselves while nothing happens. */
const restless: ReadonlySet<HistoryChannel> = new Set(['memory', 'wal'])

function isQuiet({ lines, bytes, writer, readers }: Sample): boolean {
  return lines === 0 && bytes === 0 && writer < IDLE_PERCENT && readers < IDLE_PERCENT
}

/** Both as one row, where the second follows the first and nothing goes on in either; else null. */
export function continued(last: Sample, next: Sample): Sample | null {
  const goesOn =
    last.at + last.seconds === next.at &&
    isQuiet(last) &&
    isQuiet(next) &&
    last.queued === next.queued &&
    last.processing === next.processing &&
    last.staged === next.staged &&
    last.paused === next.paused &&
    last.comparing === next.comparing &&
    last.alert === next.alert &&
    last.paceLines === next.paceLines &&
    last.pacePauseMs === next.pacePauseMs
  return goesOn ? { ...next, at: last.at, seconds: last.seconds + next.seconds } : null
}

export function stretchOf(sample: Sample): Stretch {
  const { at, seconds, alert, paceLines, pacePauseMs } = sample
  return {
    at,
    seconds,
    spreads: ofChannels((name) => {
      const value = sample[name]
      if (!amounts.has(name)) return { min: value, sum: value * seconds, max: value }
      return { min: value / seconds, sum: value, max: value / seconds }
    }),
    paused: sample.paused ? seconds : 0,
    comparing: sample.comparing > 0 ? seconds : 0,
    alerted: alert === null ? 0 : seconds,
    alert,
    paceLines,
    pacePauseMs,
  }
}

/** The part of a stretch that lies between two moments; null without any. Sums are shared out. */
export function partOf(stretch: Stretch, from: number, to: number): Stretch | null {
  const at = Math.max(stretch.at, from)
  const seconds = Math.min(stretch.at + stretch.seconds, to) - at
  if (seconds <= 0) return null
  if (seconds === stretch.seconds) return stretch
  const share = seconds / stretch.seconds
  return {
    ...stretch,
    at,
    seconds,
    spreads: ofChannels((name) => {
      const { min, sum, max } = stretch.spreads[name]
      return { min, sum: sum * share, max }
    }),
    paused: stretch.paused * share,
    comparing: stretch.comparing * share,
    alerted: stretch.alerted * share,
  }
}

/** Two stretches as one that begins with the first. */
export function combined(a: Stretch, b: Stretch): Stretch {
  return {
    at: a.at,
    seconds: a.seconds + b.seconds,
    spreads: ofChannels((name) => {
      const [one, other] = [a.spreads[name], b.spreads[name]]
      return {
        min: Math.min(one.min, other.min),
        sum: one.sum + other.sum,
        max: Math.max(one.max, other.max),
      }
    }),
    paused: a.paused + b.paused,
    comparing: a.comparing + b.comparing,
    alerted: a.alerted + b.alerted,
    alert: b.alert ?? a.alert,
    paceLines: b.paceLines ?? a.paceLines,
    pacePauseMs: Math.max(a.pacePauseMs, b.pacePauseMs),
  }
}

/** Whether nothing went on in the whole stretch, and nothing changed. */
function isStill({ seconds, spreads, paused, comparing, alerted }: Stretch): boolean {
  return (
    spreads.lines.max === 0 &&
    spreads.bytes.max === 0 &&
    spreads.writer.max < IDLE_PERCENT &&
    spreads.readers.max < IDLE_PERCENT &&
    historyChannels.every(
      (name) => restless.has(name) || spreads[name].min === spreads[name].max,
    ) &&
    [paused, comparing, alerted].every((part) => part === 0 || part === seconds)
  )
}

/** Whether nothing went on in either stretch, and nothing changed from one to the other. */
export function isStillFrom(a: Stretch, b: Stretch): boolean {
  return (
    isStill(a) &&
    isStill(b) &&
    historyChannels.every(
      (name) => restless.has(name) || a.spreads[name].max === b.spreads[name].max,
    ) &&
    a.paused > 0 === b.paused > 0 &&
    a.comparing > 0 === b.comparing > 0 &&
    a.alert === b.alert &&
    a.paceLines === b.paceLines &&
    a.pacePauseMs === b.pacePauseMs
  )
}
