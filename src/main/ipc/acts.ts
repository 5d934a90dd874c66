import type { InvokeChannel } from '#shared/ipc'
import type { Answers } from '../answers'
import type { StationCall } from '../ingest/station'

/** Calls that do something, or need the desktop; the station answers all others as they come. */
export type Act = Exclude<InvokeChannel, StationCall>

/** The handlers of those among these calls that do something. */
export type HandlersOf<Calls> = Answers<Extract<Act, keyof Calls>>
