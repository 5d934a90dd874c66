import { z } from 'zod'
import { ChannelName, Doubles, FlightScope, MomentUs, TimeWindow } from './scope'
import { MAX_BUCKETS } from './bounds'
import { MAX_PLOTTED } from './bounds'

/** What was said in words over time, by words and by states: one strip for each. */
export const StatusesQuestion = z.strictObject({
  scope: FlightScope,
  window: TimeWindow.nullable(),
  /** Null for all that the scope has. */
  channels: z.array(ChannelName).max(MAX_PLOTTED).readonly().nullable(),
  buckets: z.int().min(1).max(MAX_BUCKETS),
})
export type StatusesQuestion = z.infer<typeof StatusesQuestion>

export const WordCounts = z.object({
  /** Null for all words beyond the first 32 of a stretch of the package. */
  word: z.string().nullable(),
  /** Records with this word, by bucket; not whole where a block is shared out by time. */
  count: Doubles,
  total: z.number().nonnegative(),
})
export type WordCounts = z.infer<typeof WordCounts>

export const InstrumentStatuses = z.object({
  name: z.string(),
  /** The most frequent first. */
  words: z.array(WordCounts),
})
export type InstrumentStatuses = z.infer<typeof InstrumentStatuses>

export const Statuses = z.object({
  fromUs: MomentUs,
  bucketUs: z.int().positive(),
  /** As in `Series`: otherwise a bucket may show words of the ones beside it. */
  exact: z.boolean(),
  /** In the order of the satellite type's definition. */
  instruments: z.array(InstrumentStatuses),
})
export type Statuses = z.infer<typeof Statuses>
