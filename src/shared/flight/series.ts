import { z } from 'zod'
import { ChannelName, Doubles, FlightScope, MomentUs, TimeWindow } from './scope'
import { MAX_BUCKETS } from './bounds'
import { MAX_PLOTTED } from './bounds'

/** Channels of a scope over time, cut into equal stretches: what a plot of them needs. */
export const SeriesQuestion = z.strictObject({
  scope: FlightScope,
  /** Null for all that the scope holds. */
  window: TimeWindow.nullable(),
  /** Numbers; they come with scale and offset. */
  channels: z.array(ChannelName).max(MAX_PLOTTED).readonly(),
  /** How many buckets there may be. Each is a whole number of microseconds long. */
  buckets: z.int().min(1).max(MAX_BUCKETS),
})
export type SeriesQuestion = z.infer<typeof SeriesQuestion>

/** NaN where no record of a bucket has a value. */
export const ChannelSeries = z.object({
  name: ChannelName,
  min: Doubles,
  max: Doubles,
  mean: Doubles,
})
export type ChannelSeries = z.infer<typeof ChannelSeries>

/** The last record before each gap and the first one after it, in the order of time. */
export const Gaps = z.object({ fromUs: Doubles, toUs: Doubles })
export type Gaps = z.infer<typeof Gaps>

/** Row i of every array is bucket i. */
export const Series = z.object({
  /** Bucket i begins at `fromUs + i * bucketUs`, where the one before it ends. */
  fromUs: MomentUs,
  bucketUs: z.int().positive(),
  /**
   * Whether every figure is that of the bucket's very records. Otherwise blocks of 256 lines lie
   * over borders between buckets: then `min` and `max` hold all records of the bucket and may hold
   * some of the buckets beside it, and `count` and `mean` share such a block out by time.
   */
  exact: z.boolean(),
  /** Records; not whole where they are shared out. */
  count: Doubles,
  /** The earliest and the latest time of records in the bucket; NaN where it has none. */
  firstUs: Doubles,
  lastUs: Doubles,
  /** In the order of the question. */
  channels: z.array(ChannelSeries),
  /**
   * Ten times what most steps of the scope are; null where all records of each package have one
   * time. It does not depend on the window, so that gaps don't come and go.
   */
  gapUs: z.number().positive().nullable(),
  /**
   * Gaps between records of the window, all packages together: time in which none has a record,
   * longer than `gapUs`, and within a package longer than ten of its own usual steps.
   */
  gaps: Gaps,
})
export type Series = z.infer<typeof Series>
