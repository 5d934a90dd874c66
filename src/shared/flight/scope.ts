import { z } from 'zod'
import { FileId } from '../files'
import { Name } from '../telemetry/texts'

/** What is looked at: one package, or all packages of a satellite type. */
export const FlightScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), fileId: FileId }),
  z.strictObject({ kind: z.literal('satellite'), satelliteType: z.string().min(1).max(1_000) }),
])
export type FlightScope = z.infer<typeof FlightScope>

/** Of a satellite type; one that the type does not have has no values. */
export const ChannelName = Name
export type ChannelName = z.infer<typeof ChannelName>

/** Whole microseconds since 1970 UTC; below 2^53, so that a number holds them exactly. */
export const MomentUs = z.int()

/** From the first moment to before the second. */
export const TimeWindow = z
  .strictObject({ fromUs: MomentUs, toUs: MomentUs })
  .refine(({ fromUs, toUs }) => fromUs < toUs, 'a time window that ends after its beginning')
export type TimeWindow = z.infer<typeof TimeWindow>

/** A column of an answer: its place is the row, its buffer is handed over, not copied. */
export const Doubles = z.instanceof(Float64Array<ArrayBuffer>)
export type Doubles = z.infer<typeof Doubles>
