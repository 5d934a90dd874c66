import { z } from 'zod'
import { FileId, FileStatus } from '../files'
import { MomentMs } from './moment'
import { troubleKinds } from './troubleKinds'

const Count = z.int().nonnegative()

/**
 * `started` and `stopped` are the station's. `restarted`: a component fell and was started anew;
 * `given-up`: it fell too often; `steered`: the operator asked something of it. `file-ended` is also a file that was paused or cancelled.
 */
export const HistoryEventKind = z.enum([...troubleKinds, 'file-began', 'file-ended'])
export type HistoryEventKind = z.infer<typeof HistoryEventKind>

/** Something that happened. What an event has nothing of is null. */
export const HistoryEvent = z.object({
  /** Greater than that of every event before it. */
  id: z.int().positive(),
  atMs: MomentMs,
  kind: HistoryEventKind,
  /** What was started anew: the name that it has in the live tree. */
  component: z.string().nullable(),
  fileId: FileId.nullable(),
  fileName: z.string().nullable(),
  /** How far the file was stored then: its last line, and where the next one begins. */
  line: Count.nullable(),
  byte: Count.nullable(),
  /** An error's, an alert's or a setting's words. */
  message: z.string().nullable(),
  /** What became of the file. */
  status: FileStatus.nullable(),
  lines: Count.nullable(),
  bad: Count.nullable(),
  durationMs: Count.nullable(),
})
export type HistoryEvent = z.infer<typeof HistoryEvent>

/** Most events of one answer. */
export const MAX_EVENTS = 500

/** Events of these kinds, from one moment to before another; null for all, or for no bound. */
export const HistoryEventsQuestion = z.strictObject({
  fromMs: MomentMs.nullable(),
  toMs: MomentMs.nullable(),
  kinds: z.array(HistoryEventKind).readonly().nullable(),
  /** Which of them, where there are more than `limit`. */
  end: z.enum(['first', 'last']),
  limit: z.int().min(1).max(MAX_EVENTS),
})
export type HistoryEventsQuestion = z.infer<typeof HistoryEventsQuestion>

/** In the order in which they happened; `total` counts those beyond the limit too. */
export const HistoryEventPage = z.object({ total: Count, events: z.array(HistoryEvent) })
export type HistoryEventPage = z.infer<typeof HistoryEventPage>
