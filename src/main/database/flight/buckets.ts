import { channelNames } from '#shared/satellites/definition'
import type { ChannelName, TimeWindow } from '#shared/flight/scope'
import type { Gaps, Series } from '#shared/flight/series'
import { blockField, CHANNEL_DOUBLES, channelField } from '../../record/rollup'
import { Grid } from './grid'

interface Channel {
  readonly name: ChannelName
  /** Where its figures lie in a rollup's block. */
  readonly field: number
  readonly min: Float64Array<ArrayBuffer>
  readonly max: Float64Array<ArrayBuffer>
  readonly sum: Float64Array<ArrayBuffer>
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
      field: blockField.channels + CHANNEL_DOUBLES * channelNames.indexOf(name),
      min: grid.column(NaN),
      max: grid.column(NaN),
      sum: grid.column(0),
    }))
  }

  get bucketUs(): number {
    return this.#grid.bucketUs
  }

  /** A record in the window: its time, then its channels. */
  addRecord(record: readonly number[]): void {
    const timeUs = record[0] ?? 0
    const at = this.#grid.bucketOf(timeUs)
    this.#addTime(at, 1, timeUs, timeUs)
    for (let k = 0; k < this.#channels.length; k += 1) {
      const channel = this.#channels[k]
      const value = record[k + 1] ?? 0
      if (channel !== undefined) addValues(channel, at, value, value, value)
    }
  }

  /**
   * A rollup's block whose records lie in the given stretches of the window, and nowhere else. What
   * it holds is shared out by time to the buckets that these touch.
   */
  addBlock(rollup: Float64Array, block: number, stretches: readonly TimeWindow[]): void {
    const first = this.#grid.bucketOf(rollup[block + blockField.minUs] ?? 0)
    const last = this.#grid.bucketOf(rollup[block + blockField.maxUs] ?? 0)
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
      channels: this.#channels.map(({ name, min, max, sum }) => {
        const mean = sum.map((value, i) => value / (this.#count[i] ?? 0))
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

  #addShare(rollup: Float64Array, block: number, at: number, share: number): void {
    this.#count[at] = (this.#count[at] ?? 0) + share * (rollup[block + blockField.count] ?? 0)
    for (const channel of this.#channels) {
      const field = block + channel.field
      const min = rollup[field + channelField.min] ?? 0
      const max = rollup[field + channelField.max] ?? 0
      addValues(channel, at, min, max, share * (rollup[field + channelField.sum] ?? 0))
    }
  }
}

function addValues(
  { min, max, sum }: Channel,
  at: number,
  smallest: number,
  largest: number,
  total: number,
): void {
  if (!((min[at] ?? 0) <= smallest)) min[at] = smallest
  if (!((max[at] ?? 0) >= largest)) max[at] = largest
  sum[at] = (sum[at] ?? 0) + total
}
