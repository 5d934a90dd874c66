import { ofChannels, type OfChannels } from '#shared/history/channels'
import type { HistorySeries } from '#shared/history/series'
import type { AlertCode } from '#shared/status'

/** A bucket of the history: the means of its channels, and what held in it. */
export interface HistoryMoment {
  readonly atMs: number
  readonly lengthMs: number
  readonly values: OfChannels<number>
  /** Shares of the time in which the station ran. */
  readonly paused: number
  readonly comparing: number
  readonly alerted: number
  readonly alert: AlertCode | null
  /** Null for full speed. */
  readonly paceLines: number | null
  readonly pacePauseMs: number
  /** How often something fell and was started anew. */
  readonly falls: number
}

/** Before it has run so long the newest bucket says little. */
const LEAST_SECONDS = 1

/**
 * The bucket of a moment, or the newest one with anything in it; null where the station did not run.
 */
export function momentAt(series: HistorySeries, atMs: number | null): HistoryMoment | null {
  const { fromMs, bucketMs, seconds } = series
  const i =
    atMs === null
      ? seconds.findLastIndex((known) => known >= LEAST_SECONDS)
      : Math.floor((atMs - fromMs) / bucketMs)
  const known = seconds[i] ?? 0
  if (known === 0) return null
  const share = (column: Float64Array): number => Math.min(1, (column[i] ?? 0) / known)
  const paceLines = series.paceLines[i] ?? NaN
  return {
    atMs: fromMs + i * bucketMs,
    lengthMs: bucketMs,
    values: ofChannels(
      (name) => series.channels.find((channel) => channel.name === name)?.mean[i] ?? 0,
    ),
    paused: share(series.paused),
    comparing: share(series.comparing),
    alerted: share(series.alerted),
    alert: series.alert[i] ?? null,
    paceLines: Number.isNaN(paceLines) ? null : paceLines,
    pacePauseMs: series.pacePauseMs[i] ?? 0,
    falls: series.marks.filter(
      (mark) => mark.kind === 'restarted' && Math.floor((mark.atMs - fromMs) / bucketMs) === i,
    ).length,
  }
}
