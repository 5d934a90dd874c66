import type { HistoryChannel } from '#shared/history/channels'
import type { HistorySeries } from '#shared/history/series'
import type { GapTimes } from '../../ui/plot/ChannelPlot'
import type { PlotPoints } from '../../ui/plot/points'

/** The newest seconds may not be there yet: that is no gap. */
const LATE_MS = 5_000
const MEGABYTE = 1e6

/** What a plot shows of a channel, for one of what it counts: megabytes for bytes of memory. */
export function shownAs(channel: HistoryChannel): number {
  return channel === 'memory' || channel === 'wal' ? MEGABYTE : 1
}

/** The time in which the station did not run. */
export function gapsOf({ fromMs, bucketMs, seconds, nowMs }: HistorySeries): GapTimes {
  const fromUs: number[] = []
  const toUs: number[] = []
  for (let i = 0; i < seconds.length; i += 1) {
    if (seconds[i] !== 0) continue
    const begin = i
    while (i + 1 < seconds.length && seconds[i + 1] === 0) i += 1
    const beginMs = fromMs + begin * bucketMs
    const endMs = Math.min(fromMs + (i + 1) * bucketMs, nowMs)
    if (endMs - beginMs <= 0 || (endMs === nowMs && endMs - beginMs <= LATE_MS)) continue
    fromUs.push(beginMs * 1000)
    toUs.push(endMs * 1000)
  }
  return { fromUs, toUs }
}

/** A channel's buckets, each in the middle of its time; gaps are breaks. */
export function pointsOf(series: HistorySeries, channel: HistoryChannel): PlotPoints {
  const column = series.channels.find(({ name }) => name === channel)
  const unit = shownAs(channel)
  const points = {
    us: [] as number[],
    min: [] as (number | null)[],
    max: [] as (number | null)[],
    mean: [] as (number | null)[],
  }
  series.seconds.forEach((seconds, i) => {
    points.us.push((series.fromMs + (i + 0.5) * series.bucketMs) * 1000)
    const read = (values: Float64Array | undefined): number | null =>
      seconds === 0 || values === undefined ? null : (values[i] ?? 0) / unit
    points.min.push(read(column?.min))
    points.max.push(read(column?.max))
    points.mean.push(read(column?.mean))
  })
  return points
}
