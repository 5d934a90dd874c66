import type { TimeWindow } from '#shared/flight/scope'

/** A window cut into equal stretches of whole microseconds. */
export class Grid {
  readonly fromUs: number
  readonly bucketUs: number
  readonly buckets: number

  /** At most so many buckets; fewer where they would be shorter than a microsecond. */
  constructor({ fromUs, toUs }: TimeWindow, most: number) {
    const wholeUs = Math.max(0, toUs - fromUs)
    this.fromUs = fromUs
    this.bucketUs = Math.max(1, Math.ceil(wholeUs / most))
    this.buckets = Math.ceil(wholeUs / this.bucketUs)
  }

  /** The bucket of a moment in the window. */
  bucketOf(timeUs: number): number {
    return Math.floor((timeUs - this.fromUs) / this.bucketUs)
  }

  column(value: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.buckets).fill(value)
  }
}

/**
 * Shares counts out to the buckets of a grid by time. However many buckets a stretch lies over, it
 * costs the same: only where something begins or ends to be added is kept until `totals` adds it up.
 */
export class Shares {
  readonly #grid: Grid
  readonly #own: Float64Array<ArrayBuffer>
  /** By how much more, or less, is added to each bucket from this one on. */
  readonly #slope: Float64Array<ArrayBuffer>
  /** How many stretches more, or less, add to it. */
  readonly #open: Int32Array<ArrayBuffer>

  constructor(grid: Grid) {
    this.#grid = grid
    this.#own = grid.column(0)
    this.#slope = new Float64Array(grid.buckets + 1)
    this.#open = new Int32Array(grid.buckets + 1)
  }

  /** Adds to one bucket. */
  add(bucket: number, count: number): void {
    this.#own[bucket] = (this.#own[bucket] ?? 0) + count
  }

  /** Adds what lies evenly in a stretch of the window. */
  spread({ fromUs, toUs }: TimeWindow, count: number): void {
    const { bucketUs, fromUs: startUs } = this.#grid
    const first = this.#grid.bucketOf(fromUs)
    const last = this.#grid.bucketOf(toUs - 1)
    if (first === last) {
      this.add(first, count)
      return
    }
    const perUs = count / (toUs - fromUs)
    this.add(first, (startUs + (first + 1) * bucketUs - fromUs) * perUs)
    this.add(last, (toUs - startUs - last * bucketUs) * perUs)
    if (last - first > 1) {
      this.#change(first + 1, perUs * bucketUs, 1)
      this.#change(last, -perUs * bucketUs, -1)
    }
  }

  totals(): Float64Array<ArrayBuffer> {
    let open = 0
    let running = 0
    return this.#own.map((own, i) => {
      open += this.#open[i] ?? 0
      // What rounding leaves behind must not show as a count where nothing is.
      running = open === 0 ? 0 : running + (this.#slope[i] ?? 0)
      return own + running
    })
  }

  #change(bucket: number, slope: number, open: number): void {
    this.#slope[bucket] = (this.#slope[bucket] ?? 0) + slope
    this.#open[bucket] = (this.#open[bucket] ?? 0) + open
  }
}
