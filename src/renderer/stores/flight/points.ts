import type { ChannelSeries, Series } from '#shared/flight/series'
import type { ChannelName } from '#shared/flight/scope'
import type { PlotPoints } from '../../ui/plot/points'
import type { GapList } from './gaps'

interface Columns {
  readonly us: number[]
  readonly min: (number | null)[]
  readonly max: (number | null)[]
  readonly mean: (number | null)[]
}

/** Farther from one point to the next, a longitude has gone over ±180° and not through 0°. */
const HALF_TURN = 180

function addBreak(column: Columns, us: number): void {
  column.us.push(us)
  column.min.push(null)
  column.max.push(null)
  column.mean.push(null)
}

/** The mean of both sides of the antimeridian would lie on the other side of the world. */
function addBand(column: Columns, us: number, min: number | null, max: number | null): void {
  column.us.push(us)
  column.min.push(min)
  column.max.push(max)
  column.mean.push(null)
}

/** Whether a bucket of longitudes lies on both sides of the antimeridian. */
function isOnBothSides(source: ChannelSeries, i: number): boolean {
  return (source.max[i] ?? NaN) - (source.min[i] ?? NaN) > HALF_TURN
}

/**
 * Whether such a bucket is one of at least three in a row: then each goes around the world or nearly.
 * One is where the line breaks, and a block of lines that lies over a border makes two of it.
 */
function goesAround(source: ChannelSeries, i: number): boolean {
  const [left, right] = [isOnBothSides(source, i - 1), isOnBothSides(source, i + 1)]
  if (left && right) return true
  return (left && isOnBothSides(source, i - 2)) || (right && isOnBothSides(source, i + 2))
}

/** Where a bucket is drawn: in the middle of its records, or at its only one. */
function middleOf(firstUs: number, lastUs: number): number {
  return firstUs === lastUs ? firstUs : firstUs + (lastUs - firstUs) / 2
}

/** Adds the buckets of a series that are drawn from `fromUs` to before `toUs`, with breaks at gaps. */
function addTo(
  columns: readonly Columns[],
  series: Series,
  gaps: GapList,
  channels: readonly ChannelName[],
  fromUs: number,
  toUs: number,
): void {
  const sources = channels.map((name) => series.channels.find((channel) => channel.name === name))
  let gap = 0
  for (let i = 0; i < series.count.length; i += 1) {
    const first = series.firstUs[i] ?? NaN
    if (Number.isNaN(first)) continue
    const us = middleOf(first, series.lastUs[i] ?? first)
    let broken: number | null = null
    while ((gaps.toUs[gap] ?? Infinity) <= us) {
      broken = ((gaps.fromUs[gap] ?? 0) + (gaps.toUs[gap] ?? 0)) / 2
      gap += 1
    }
    if (us < fromUs || us >= toUs) continue
    columns.forEach((column, c) => {
      const source = sources[c]
      const last = column.us.at(-1)
      if (broken !== null && last !== undefined && broken > last && broken < us) {
        addBreak(column, broken)
      }
      const min = source?.min[i] ?? null
      const max = source?.max[i] ?? null
      if (source?.name === 'longitude') {
        if (isOnBothSides(source, i)) {
          if (goesAround(source, i)) addBand(column, us, min, max)
          else addBreak(column, us)
          return
        }
        const before = column.mean.at(-1) ?? null
        const mean = source.mean[i] ?? null
        if (before !== null && mean !== null && Math.abs(mean - before) > HALF_TURN) {
          addBreak(column, last === undefined ? us : last + (us - last) / 2)
        }
      }
      column.us.push(us)
      column.min.push(min)
      column.max.push(max)
      column.mean.push(source?.mean[i] ?? null)
    })
  }
}

/** From where to where a series has buckets. */
export function reachOf(series: Series): readonly [number, number] {
  return [series.fromUs, series.fromUs + series.count.length * series.bucketUs]
}

/**
 * The points of each channel: those of the finer series where it reaches, those of the coarse one
 * beyond, so that whoever pans ahead of the answer sees what is known already.
 */
export function plotPoints(
  channels: readonly ChannelName[],
  whole: Series | null,
  fine: Series | null,
  gaps: GapList,
): ReadonlyMap<ChannelName, PlotPoints> {
  const columns = channels.map((): Columns => ({ us: [], min: [], max: [], mean: [] }))
  const [from, to] = fine === null ? [Infinity, Infinity] : reachOf(fine)
  if (whole !== null) addTo(columns, whole, gaps, channels, -Infinity, from)
  if (fine !== null) addTo(columns, fine, gaps, channels, from, to)
  if (whole !== null && fine !== null) addTo(columns, whole, gaps, channels, to, Infinity)
  return new Map(
    channels.map((name, c) => [name, columns[c] ?? { us: [], min: [], max: [], mean: [] }]),
  )
}
