import { z } from 'zod'
import { ExportFormat } from '../exports'
import { JobId, jobOutcome } from '../jobs'
import { MOST_CHANNELS } from '../telemetry/definition'
import { ChannelName, FlightScope, MomentUs, TimeWindow } from './scope'
import { MAX_BUCKETS } from './bounds'

/** What is seen, as a file. The numbers are those of `flight:series` and of the stored records. */
export const FlightExport = z.strictObject({
  job: JobId,
  scope: FlightScope,
  window: TimeWindow.nullable(),
  /** The numbers; what is said in words always comes too, and a package has everything. */
  channels: z.array(ChannelName).max(MOST_CHANNELS).readonly(),
  what: z.discriminatedUnion('rows', [
    /** Each record of the window: package, line, time, the channels, the instruments. */
    z.strictObject({ rows: z.literal('records') }),
    /** What the plot shows: for each bucket that has records its time, count, minimum, mean, maximum. */
    z.strictObject({
      rows: z.literal('buckets'),
      buckets: z.int().min(1).max(MAX_BUCKETS),
    }),
  ]),
  /** A package holds records alone. */
  format: ExportFormat,
})
export type FlightExport = z.infer<typeof FlightExport>

/** The file that was written. */
export const FlightExported = z.object({
  name: z.string(),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /**
   * From when on the times of a package count, where whoever imports it has to say so: nothing in it
   * does. Else null.
   */
  untoldStartUs: MomentUs.nullable(),
})
export type FlightExported = z.infer<typeof FlightExported>
export const FlightExportOutcome = jobOutcome(FlightExported.shape)

/** A PNG of what the plots show. */
export const PictureToSave = z.strictObject({
  scope: FlightScope,
  png: z.instanceof(Uint8Array<ArrayBufferLike>),
})
export const SavedPicture = z.object({ name: z.string(), bytes: z.int().nonnegative() })
