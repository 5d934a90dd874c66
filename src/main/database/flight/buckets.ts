import type { ChannelName, TimeWindow } from '#shared/flight/scope'
import type { Gaps, Series } from '#shared/flight/series'
import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import { CHANNEL_DOUBLES, channelField } from '../../record/channelFigures'
import type { Rollup } from '../../record/rollup'
import { Grid } from './grid'

interface Channel {
  readonly name: ChannelName
  readonly min: Float64Array<ArrayBuffer>
  readonly max: Float64Array<ArrayBuffer>
  readonly sum: Float64Array<ArrayBuffer>
  readonly count: Float64Array<ArrayBuffer>
}

/** Equal stretches of a window and what falls into each. */
export class Buckets {
  readonly #grid: Grid
  readonly #count: Float64Array<ArrayBuffer>
  readonly #firstUs: Float64Array<ArrayBuffer>
  readonly #lastUs: Float64Array<ArrayBuffer>
  readonly #channels: readonly Channel[]
  #exact = true

  /** At most so many buckets. */
  constructor(window: TimeWindow, most: number, channels: readonly ChannelName[]) {
    const grid = new Grid(window, most)
    this.#grid = grid
    this.#count = grid.column(0)
    this.#firstUs = grid.column(NaN)
    this.#lastUs = grid.column(NaN)
    this.#channels = channels.map((name) => ({
      name,
      min: grid.column(NaN),
      max: grid.column(NaN),
      sum: grid.column(0),
      count: grid.column(0),
    }))
  }

  get bucketUs(): number {
    return this.#grid.bucketUs
  }

  /** A record in the window: its time, then its channels, null where it has no value. */
  addRecord(record: readonly (number | null)[]): void {
    const timeUs = record[0] ?? 0
    const at = this.#grid.bucketOf(timeUs)
    this.#addTime(at, 1, timeUs, timeUs)
    for (let k = 0; k < this.#channels.length; k += 1) {
      const channel = this.#channels[k]
      const value = record[k + 1] ?? null
      if (channel !== undefined && value !== null) addValues(channel, at, value, value, value, 1)
    }
  }

  /**
   * A block of a rollup of the same channels, whose records lie in the given stretches of the window
   * and nowhere else. What
   * it holds is shared out by time to the buckets that these touch.
   */
  addBlock(rollup: Rollup, block: number, stretches: readonly TimeWindow[]): void {
    const { times } = rollup
    const first = this.#grid.bucketOf(times[block + blockField.minUs] ?? 0)
    const last = this.#grid.bucketOf(times[block + blockField.maxUs] ?? 0)
    if (first === last) {
      this.#addShare(rollup, block, first, 1)
      for (const { fromUs, toUs } of stretches) this.#addTime(first, 0, fromUs, toUs - 1)
      return
    }
    this.#exact = false
    const wholeUs = stretches.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0)
    for (const { fromUs, toUs } of stretches) {
      for (let at = this.#grid.bucketOf(fromUs); at <= this.#grid.bucketOf(toUs - 1); at += 1) {
        const start = this.#grid.fromUs + at * this.bucketUs
        const from = Math.max(fromUs, start)
        const to = Math.min(toUs, start + this.bucketUs)
        this.#addShare(rollup, block, at, (to - from) / wholeUs)
        this.#addTime(at, 0, from, to - 1)
      }
    }
  }

  series(gapUs: number, gaps: Gaps): Series {
    return {
      fromUs: this.#grid.fromUs,
      bucketUs: this.bucketUs,
      exact: this.#exact,
      count: this.#count,
      firstUs: this.#firstUs,
      lastUs: this.#lastUs,
      channels: this.#channels.map(({ name, min, max, sum, count }) => {
        const mean = sum.map((value, i) => value / (count[i] ?? 0))
        return { name, min, max, mean }
      }),
      gapUs: Number.isFinite(gapUs) ? gapUs : null,
      gaps,
    }
  }

  #addTime(at: number, count: number, firstUs: number, lastUs: number): void {
    this.#count[at] = (this.#count[at] ?? 0) + count
    // Nothing is smaller or larger than the NaN of an empty bucket.
    if (!((this.#firstUs[at] ?? 0) <= firstUs)) this.#firstUs[at] = firstUs
    if (!((this.#lastUs[at] ?? 0) >= lastUs)) this.#lastUs[at] = lastUs
  }

  #addShare(rollup: Rollup, block: number, at: number, share: number): void {
    const { channels, times, figures } = rollup
    this.#count[at] = (this.#count[at] ?? 0) + share * (times[block + blockField.count] ?? 0)
    const place = block / BLOCK_DOUBLES
    for (let k = 0; k < channels; k += 1) {
      const channel = this.#channels[k]
      const field = (place * channels + k) * CHANNEL_DOUBLES
      const count = figures[field + channelField.count] ?? 0
      if (channel === undefined || count === 0) continue
      const min = figures[field + channelField.min] ?? 0
      const max = figures[field + channelField.max] ?? 0
      const sum = figures[field + channelField.sum] ?? 0
      addValues(channel, at, min, max, share * sum, share * count)
    }
  }
}

function addValues(
  { min, max, sum, count }: Channel,
  at: number,
  smallest: number,
  largest: number,
  total: number,
  values: number,
): void {
  if (!((min[at] ?? 0) <= smallest)) min[at] = smallest
  if (!((max[at] ?? 0) >= largest)) max[at] = largest
  sum[at] = (sum[at] ?? 0) + total
  count[at] = (count[at] ?? 0) + values
}
