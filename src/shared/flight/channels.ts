import { z } from 'zod'
import { Role } from '../telemetry/channel'
import { ChannelName } from './scope'

const ShownState = z.object({
  /** As the file says it. */
  value: z.string(),
  word: z.string(),
  level: z.enum(['yellow', 'red']).nullable(),
})

/** A channel of a scope, as the latest revision of its type has it. */
export const FlightChannel = z.object({
  name: ChannelName,
  /** What people read. */
  label: z.string(),
  kind: z.enum(['number', 'state', 'word']),
  /** Empty where it has none. */
  unit: z.string(),
  group: z.string().nullable(),
  /** How many are shown; null for as many as tell values apart. */
  decimals: z.int().nonnegative().nullable(),
  role: Role.nullable(),
  /** Those that are listed; others have their own text as a word. */
  states: z.array(ShownState),
})
export type FlightChannel = z.infer<typeof FlightChannel>
