import { historyChannels, ofChannels } from '#shared/history/channels'
import type { AlertCode } from '#shared/status'
import type { Sample, Spread, Stretch } from './stretch'

/** A row of `pipeline_seconds`. */
export interface SecondRow extends Omit<Sample, 'paused' | 'alert' | 'paceLines' | 'pacePauseMs'> {
  readonly paused: 0 | 1
  readonly alert: AlertCode | null
  readonly pace_lines: number | null
  readonly pace_pause_ms: number
}

/** A row of `pipeline_minutes`; its columns for channels are `<channel>_min`, `_sum` and `_max`. */
export type MinuteRow = Readonly<Record<string, number | string | null>> & {
  readonly at: number
  readonly seconds: number
  readonly paused: number
  readonly comparing: number
  readonly alerted: number
  readonly alert: AlertCode | null
  readonly pace_lines: number | null
  readonly pace_pause_ms: number
}

export function secondRow(sample: Sample): SecondRow {
  const { paused, paceLines, pacePauseMs, ...rest } = sample
  return { ...rest, paused: paused ? 1 : 0, pace_lines: paceLines, pace_pause_ms: pacePauseMs }
}

export function sampleOf(row: SecondRow): Sample {
  const { paused, pace_lines, pace_pause_ms, ...rest } = row
  return { ...rest, paused: paused === 1, paceLines: pace_lines, pacePauseMs: pace_pause_ms }
}

export function minuteRow(stretch: Stretch): MinuteRow {
  const { spreads, paceLines, pacePauseMs, paused, comparing, alerted, ...rest } = stretch
  const columns = historyChannels.flatMap((name) => {
    const { min, sum, max } = spreads[name]
    return [
      [`${name}_min`, Math.floor(min)],
      [`${name}_sum`, Math.round(sum)],
      [`${name}_max`, Math.ceil(max)],
    ]
  })
  return {
    ...Object.fromEntries(columns),
    ...rest,
    paused: Math.round(paused),
    comparing: Math.round(comparing),
    alerted: Math.round(alerted),
    pace_lines: paceLines,
    pace_pause_ms: pacePauseMs,
  }
}

export function stretchOfRow(row: MinuteRow): Stretch {
  const spread = (name: string): Spread => ({
    min: Number(row[`${name}_min`]),
    sum: Number(row[`${name}_sum`]),
    max: Number(row[`${name}_max`]),
  })
  const { at, seconds, paused, comparing, alerted, alert } = row
  return {
    at,
    seconds,
    spreads: ofChannels(spread),
    paused,
    comparing,
    alerted,
    alert,
    paceLines: row.pace_lines,
    pacePauseMs: row.pace_pause_ms,
  }
}
