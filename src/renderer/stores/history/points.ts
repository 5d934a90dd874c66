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

/** A channel's buckets in which the station ran, each over all of its time; gaps are breaks. */
export function pointsOf(series: HistorySeries, channel: HistoryChannel): PlotPoints {
  const column = series.channels.find(({ name }) => name === channel)
  const unit = shownAs(channel)
  const points = {
    fromUs: [] as number[],
    toUs: [] as number[],
    min: [] as number[],
    max: [] as number[],
    joined: [] as boolean[],
  }
  series.seconds.forEach((seconds, i) => {
    if (seconds === 0) return
    const fromMs = series.fromMs + i * series.bucketMs
    points.fromUs.push(fromMs * 1000)
    points.toUs.push((fromMs + series.bucketMs) * 1000 - 1)
    points.min.push((column?.min[i] ?? NaN) / unit)
    points.max.push((column?.max[i] ?? NaN) / unit)
    points.joined.push((series.seconds[i - 1] ?? 0) > 0)
  })
  return points
}
