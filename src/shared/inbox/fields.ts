import { z } from 'zod'

/** What a value is called in a line, as faults name it: a key, a pointer, a column. */
const Key = z.string()

/** A channel as the lines of a package have it. */
export const LineField = z.object({
  name: z.string(),
  /** What people read, and in which unit; the unit is '' where it has none. */
  label: z.string(),
  unit: z.string(),
  kind: z.enum(['number', 'state', 'word']),
  key: Key,
  /** Where other types have a channel of this name. */
  otherKeys: z.array(Key),
})
export type LineField = z.infer<typeof LineField>

/** Where the lines of a package have what their type reads, as the package was read. */
export const LineFields = z.object({
  time: z.object({ keys: z.array(Key), isTimestamp: z.boolean(), otherKeys: z.array(Key) }),
  /** In the type's order. */
  channels: z.array(LineField),
})
export type LineFields = z.infer<typeof LineFields>

export const noFields: LineFields = {
  time: { keys: [], isTimestamp: false, otherKeys: [] },
  channels: [],
}

/** All keys that the type reads, in its order, each once. */
export function knownKeys({ time, channels }: LineFields): string[] {
  return [...new Set([...time.keys, ...channels.map(({ key }) => key)])]
}
