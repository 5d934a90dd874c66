import { z } from 'zod'

const Key = z.string().min(1)
/** A numeric channel: the key that carries it, its unit, and its inclusive range where it has one. */
const Channel = z.strictObject({
  key: Key,
  unit: z.string(),
  min: z.number().optional(),
  max: z.number().optional(),
})

/** The four numeric channels of every satellite type, in the order in which issues are listed. */
export const channelNames = ['velocity', 'altitude', 'latitude', 'longitude'] as const

/**
 * A satellite type: data and not code. Scanner, validation and words follow from it. Issues of a
 * line are listed in the order timestamp, velocity, altitude, latitude, longitude, instruments.
 */
export const SatelliteDefinition = z
  .strictObject({
    type: z.string().min(1),
    timestamp: z.strictObject({ key: Key }),
    velocity: Channel,
    altitude: Channel,
    latitude: Channel,
    longitude: Channel,
    instruments: z.array(Key),
  })
  .refine(
    (d) => new Set(definitionKeys(d)).size === 5 + d.instruments.length,
    'two fields share a key',
  )
export type SatelliteDefinition = z.infer<typeof SatelliteDefinition>

/** The keys that a definition knows, in its own order. */
export function definitionKeys(definition: {
  timestamp: { key: string }
  velocity: { key: string }
  altitude: { key: string }
  latitude: { key: string }
  longitude: { key: string }
  instruments: readonly string[]
}): string[] {
  return [
    definition.timestamp.key,
    ...channelNames.map((name) => definition[name].key),
    ...definition.instruments,
  ]
}
