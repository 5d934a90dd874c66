import { z } from 'zod'
import { Doubles } from '../flight/scope'
import { AlertCode } from '../status'
import { historyChannels } from './channels'
import { HistoryEventKind } from './events'
import { MomentMs } from './moment'

/** Most buckets that one question may ask for. */
export const MAX_HISTORY_BUCKETS = 4_000

/** The history from one moment to another, cut into equal stretches. */
export const HistoryQuestion = z
  .strictObject({
    fromMs: MomentMs,
    toMs: MomentMs,
    /** About how many there should be: each is a whole number of seconds or minutes long. */
    buckets: z.int().min(1).max(MAX_HISTORY_BUCKETS),
  })
  .refine(({ fromMs, toMs }) => fromMs < toMs, 'a time window that ends after its beginning')
export type HistoryQuestion = z.infer<typeof HistoryQuestion>

/** NaN where the station did not run. */
export const HistoryColumn = z.object({
  name: z.enum(historyChannels),
  min: Doubles,
  mean: Doubles,
  max: Doubles,
})
export type HistoryColumn = z.infer<typeof HistoryColumn>

/** Row i of every array is bucket i, which begins at `fromMs + i * bucketMs`. */
export const HistorySeries = z.object({
  fromMs: MomentMs,
  bucketMs: z.int().positive(),
  /** Since when there is anything; null before that. */
  firstMs: MomentMs.nullable(),
  /** The station's clock. */
  nowMs: MomentMs,
  /** For how many seconds of the bucket the station is known to have run. */
  seconds: Doubles,
  channels: z.array(HistoryColumn),
  /** For how many seconds of it everything was paused, files were compared, an alert was up. */
  paused: Doubles,
  comparing: Doubles,
  alerted: Doubles,
  alert: z.array(AlertCode.nullable()),
  /** The pace that was set; NaN for full speed. */
  paceLines: Doubles,
  pacePauseMs: Doubles,
  /** The last of what belongs on the time axis, in the order of time. */
  marks: z.array(z.object({ id: z.int(), atMs: MomentMs, kind: HistoryEventKind })),
})
export type HistorySeries = z.infer<typeof HistorySeries>
