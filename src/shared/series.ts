import type { channelNames } from './satellites/definition'

export type ChannelName = (typeof channelNames)[number]

/** From the first moment to before the second, in whole microseconds since 1970 UTC. */
export interface TimeWindow {
  readonly fromUs: number
  readonly toUs: number
}

/** Channels of some files over time, cut into equal stretches: what a plot of them needs. */
export interface SeriesQuestion {
  readonly fileIds: readonly number[]
  readonly channels: readonly ChannelName[]
  /** null for all that the files hold. */
  readonly window: TimeWindow | null
  /** How many there may be; at least 1. A bucket is a whole number of microseconds. */
  readonly buckets: number
  /** A longer time without a record is a gap; null for ten times the usual step in the window. */
  readonly gapUs: number | null
}

/** The answer: row i of every array is bucket i. */
export interface Series {
  /** Bucket i begins at `fromUs + i * bucketUs`, where the one before it ends. */
  readonly fromUs: number
  readonly bucketUs: number
  /**
   * Whether every figure is that of the bucket's very records. Otherwise blocks of 256 lines lie
   * over borders between buckets: then `min` and `max` hold all records of the bucket and may hold
   * some of the buckets beside it, and `count` and `mean` share such a block out by time.
   */
  readonly exact: boolean
  /** Records; not whole where they are shared out. */
  readonly count: Float64Array<ArrayBuffer>
  /** The earliest and the latest time of records in the bucket; NaN where it has none. */
  readonly firstUs: Float64Array<ArrayBuffer>
  readonly lastUs: Float64Array<ArrayBuffer>
  /** In the order of the question. */
  readonly channels: readonly ChannelSeries[]
  /** The `gapUs` that was used; Infinity where there is no usual step. */
  readonly gapUs: number
  /** Gaps between records of the window, all files together, in the order of time. */
  readonly gaps: Gaps
}

/** NaN where a bucket has no records. */
export interface ChannelSeries {
  readonly name: ChannelName
  readonly min: Float64Array<ArrayBuffer>
  readonly max: Float64Array<ArrayBuffer>
  readonly mean: Float64Array<ArrayBuffer>
}

/** The last record before each gap and the first one after it. */
export interface Gaps {
  readonly fromUs: Float64Array<ArrayBuffer>
  readonly toUs: Float64Array<ArrayBuffer>
}
