import { z } from 'zod'
import { FileId } from '../files'
import { Doubles, FlightScope, MomentUs, TimeWindow } from './scope'
import { MAX_BUCKETS } from './bounds'

/** Where time turns against the order of its package, or stands still, from one record to the next. */
export const MarksQuestion = z.strictObject({
  scope: FlightScope,
  window: TimeWindow.nullable(),
  buckets: z.int().min(1).max(MAX_BUCKETS),
})
export type MarksQuestion = z.infer<typeof MarksQuestion>

export const MarkKind = z.enum(['out-of-order', 'repeated'])
export type MarkKind = z.infer<typeof MarkKind>

/** A record whose time is against the order of its package, or that of the record before it. */
export const Mark = z.object({
  kind: MarkKind,
  fileId: FileId,
  line: z.int().positive(),
  timestampUs: MomentUs,
  /** Time of the record before it in the file. */
  previousUs: MomentUs,
})
export type Mark = z.infer<typeof Mark>

export const Marks = z.object({
  fromUs: MomentUs,
  bucketUs: z.int().positive(),
  /** How many begin in each bucket; shared out by time, so not whole, unless `exact`. */
  outOfOrder: Doubles,
  repeated: Doubles,
  exact: z.boolean(),
  /** In the whole window. */
  outOfOrderTotal: z.number().nonnegative(),
  repeatedTotal: z.number().nonnegative(),
  /** Each of them by time, or null where there are more than `MAX_MARKS`. */
  marks: z.array(Mark).nullable(),
})
export type Marks = z.infer<typeof Marks>
