import { builtIn } from '../../../src/shared/telemetry/builtIn'
import type { NumberChannel } from '../../../src/shared/telemetry/channel'
import type { Definition } from '../../../src/shared/telemetry/definition'
import { sourcePath } from '../../../src/shared/telemetry/sourcePath'
import { timeSources } from '../../../src/shared/telemetry/timeSources'
import { channelNames, type SatelliteDefinition } from './definition'

/** The built-in satellite types as whoever knows four channels sees them, by their names. */
export const satellites: ReadonlyMap<string, SatelliteDefinition> = new Map(
  [...builtIn].map(([type, definition]) => [type, fourChannels(definition)]),
)

function fourChannels(definition: Definition): SatelliteDefinition {
  const { channels, time, type } = definition
  const [velocity, altitude, latitude, longitude] = channelNames.map((role) => {
    const channel = channels.find((one) => one.kind === 'number' && one.role === role)
    if (channel?.kind !== 'number') throw new Error(`${type} has no ${role}`)
    return keyed(channel)
  })
  if (!velocity || !altitude || !latitude || !longitude) throw new Error(`${type} lacks a channel`)
  return {
    type,
    timestamp: { key: timeSources(time).map(sourcePath).join(' ') },
    velocity,
    altitude,
    latitude,
    longitude,
    instruments: channels.filter(({ kind }) => kind === 'word').map(({ name }) => name),
  }
}

function keyed({ from, unit = '', valid }: NumberChannel): SatelliteDefinition['velocity'] {
  return { key: sourcePath(from), unit, ...valid }
}
