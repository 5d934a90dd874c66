import type { Series } from '#shared/flight/series'
import type { ChannelName } from '#shared/flight/scope'
import type { PlotPoints } from '../../ui/plot/points'
import type { GapList } from './gaps'

interface Values {
  readonly name: ChannelName
  readonly min: number[]
  readonly max: number[]
}

/** The stretches of all channels, put together in the order of time. */
class Stretches {
  readonly fromUs: number[] = []
  readonly toUs: number[] = []
  readonly joined: boolean[] = []
  readonly values: readonly Values[]
  readonly #gaps: GapList
  #gap = 0

  constructor(channels: readonly ChannelName[], gaps: GapList) {
    this.values = channels.map((name) => ({ name, min: [], max: [] }))
    this.#gaps = gaps
  }

  /** Adds the buckets of a series that reach into the time from one moment to before another, cut there. */
  add(series: Series, from: number, to: number): void {
    const sources = this.values.map(({ name, min, max }) => {
      return { min, max, source: series.channels.find((channel) => channel.name === name) }
    })
    for (let i = 0; i < series.count.length; i += 1) {
      const first = series.firstUs[i] ?? NaN
      const last = series.lastUs[i] ?? NaN
      if (Number.isNaN(first) || first >= to || last < from) continue
      const fromUs = Math.max(first, from)
      this.joined.push(!this.#isGapBefore(fromUs))
      this.fromUs.push(fromUs)
      this.toUs.push(Math.min(last, to - 1))
      for (const { min, max, source } of sources) {
        min.push(source?.min[i] ?? NaN)
        max.push(source?.max[i] ?? NaN)
      }
    }
  }

  /** Whether a gap lies between the last stretch and a moment. */
  #isGapBefore(us: number): boolean {
    const after = this.toUs.at(-1) ?? Infinity
    let found = after === Infinity
    for (; (this.#gaps.toUs[this.#gap] ?? Infinity) <= us; this.#gap += 1) {
      found ||=
        ((this.#gaps.fromUs[this.#gap] ?? 0) + (this.#gaps.toUs[this.#gap] ?? 0)) / 2 > after
    }
    return found
  }
}

/** From where to where a series has buckets. */
export function reachOf(series: Series): readonly [number, number] {
  return [series.fromUs, series.fromUs + series.count.length * series.bucketUs]
}

/**
 * What each channel is drawn from: the finer series where it reaches, the coarse one beyond, so that
 * whoever pans ahead of the answer sees what is known already.
 */
export function plotPoints(
  channels: readonly ChannelName[],
  whole: Series | null,
  fine: Series | null,
  gaps: GapList,
): ReadonlyMap<ChannelName, PlotPoints> {
  const { fromUs, toUs, joined, values } = stretchesOf(channels, whole, fine, gaps)
  return new Map(values.map(({ name, min, max }) => [name, { fromUs, toUs, min, max, joined }]))
}

/** The same stretches without any values. */
export function plotTimes(whole: Series | null, fine: Series | null, gaps: GapList): PlotPoints {
  const { fromUs, toUs, joined } = stretchesOf([], whole, fine, gaps)
  return { fromUs, toUs, joined, min: [], max: [] }
}

function stretchesOf(
  channels: readonly ChannelName[],
  whole: Series | null,
  fine: Series | null,
  gaps: GapList,
): Stretches {
  const stretches = new Stretches(channels, gaps)
  const [from, to] = fine === null ? [Infinity, Infinity] : reachOf(fine)
  if (whole !== null) stretches.add(whole, -Infinity, from)
  if (fine !== null) stretches.add(fine, from, to)
  if (whole !== null && fine !== null) stretches.add(whole, to, Infinity)
  return stretches
}
