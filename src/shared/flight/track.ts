import { z } from 'zod'
import { ChannelName, Doubles, FlightScope, TimeWindow } from './scope'
import { MAX_TRACK_POINTS } from './bounds'

/** Where the satellite was: records of the window, evenly many between one and the next. */
export const TrackQuestion = z.strictObject({
  scope: FlightScope,
  window: TimeWindow.nullable(),
  /** At most so many points. */
  points: z.int().min(2).max(MAX_TRACK_POINTS),
  /** The channel whose value colours the track; null for none. */
  colour: ChannelName.nullable(),
})
export type TrackQuestion = z.infer<typeof TrackQuestion>

/**
 * Points in the order of time; each is a record, nothing is averaged, so longitudes
 * near 180° stay what they are. Point i of every array is the same record.
 */
export const Track = z.object({
  timestampUs: Doubles,
  latitude: Doubles,
  longitude: Doubles,
  /** Empty without a colour. */
  colour: Doubles,
  fileId: Doubles,
  line: Doubles,
  /** The records of the window, about, that the points stand for. */
  records: z.number().nonnegative(),
  /** Whether every record of the window is a point. */
  whole: z.boolean(),
})
export type Track = z.infer<typeof Track>
