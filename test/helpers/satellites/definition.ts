/** The four numeric channels that views know by name, in the order in which issues are listed. */
export const channelNames = ['velocity', 'altitude', 'latitude', 'longitude'] as const

/** A numeric channel: the key that carries it, its unit, and its inclusive range where it has one. */
interface Channel {
  readonly key: string
  readonly unit: string
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/** A satellite type of four channels and instruments, as views know it. */
export interface SatelliteDefinition {
  readonly type: string
  readonly timestamp: { readonly key: string }
  readonly velocity: Channel
  readonly altitude: Channel
  readonly latitude: Channel
  readonly longitude: Channel
  readonly instruments: readonly string[]
}
