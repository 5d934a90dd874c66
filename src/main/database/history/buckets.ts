import { historyChannels, type HistoryChannel } from '#shared/history/channels'
import type { HistoryColumn, HistorySeries } from '#shared/history/series'
import type { Doubles } from '#shared/flight/scope'
import type { AlertCode } from '#shared/status'
import { combined, partOf, type Stretch } from './stretch'

/** Lengths of buckets, seconds: those by which clocks are read. From a minute on whole minutes. */
const LENGTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
]

/** Equal stretches of time, each on a whole multiple of its length; seconds since 1970 UTC. */
export interface BucketGrid {
  readonly from: number
  readonly length: number
  readonly count: number
}

/**
 * The grid that holds the time from one moment to another in about so many buckets, none shorter
 * than `least` seconds.
 */
export function bucketGrid(from: number, to: number, buckets: number, least: number): BucketGrid {
  const wanted = Math.max(least, (to - from) / buckets)
  const length = LENGTHS.find((each) => each >= wanted) ?? Math.ceil(wanted / 86_400) * 86_400
  const first = Math.floor(from / length) * length
  return { from: first, length, count: Math.max(1, Math.ceil((to - first) / length)) }
}

/** What is known of each bucket of a grid; sparse. */
export type Buckets = Map<number, Stretch>

/** Adds a stretch to the buckets that it lies in. */
export function addToBuckets(buckets: Buckets, grid: BucketGrid, stretch: Stretch): void {
  const { from, length, count } = grid
  const first = Math.max(0, Math.floor((stretch.at - from) / length))
  for (let i = first; i < count; i += 1) {
    const at = from + i * length
    if (at >= stretch.at + stretch.seconds) return
    const part = partOf(stretch, at, at + length)
    if (part === null) continue
    const known = buckets.get(i)
    buckets.set(i, known === undefined ? part : combined(known, part))
  }
}

type Columns = Pick<
  HistorySeries,
  | 'seconds'
  | 'channels'
  | 'paused'
  | 'comparing'
  | 'alerted'
  | 'alert'
  | 'paceLines'
  | 'pacePauseMs'
>

/** The buckets as columns: row i is bucket i. */
export function columnsOf(buckets: Buckets, { count }: BucketGrid): Columns {
  const columnOf = (read: (stretch: Stretch) => number, none: number): Doubles => {
    const column = new Float64Array(count).fill(none)
    for (const [i, stretch] of buckets) column[i] = read(stretch)
    return column
  }
  const channelOf = (name: HistoryChannel): HistoryColumn => ({
    name,
    min: columnOf(({ spreads }) => spreads[name].min, NaN),
    mean: columnOf(({ spreads, seconds }) => spreads[name].sum / seconds, NaN),
    max: columnOf(({ spreads }) => spreads[name].max, NaN),
  })
  const alert: (AlertCode | null)[] = Array.from({ length: count }, () => null)
  for (const [i, stretch] of buckets) alert[i] = stretch.alert
  return {
    seconds: columnOf(({ seconds }) => seconds, 0),
    channels: historyChannels.map(channelOf),
    paused: columnOf(({ paused }) => paused, 0),
    comparing: columnOf(({ comparing }) => comparing, 0),
    alerted: columnOf(({ alerted }) => alerted, 0),
    alert,
    paceLines: columnOf(({ paceLines }) => paceLines ?? NaN, NaN),
    pacePauseMs: columnOf(({ pacePauseMs }) => pacePauseMs, 0),
  }
}
