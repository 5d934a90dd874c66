import type { FlightChannel } from '#shared/flight/channels'
import type { ChannelName } from '#shared/flight/scope'
import type { Ticks } from '../../ui/plot/valueScale'
import { channelNamed, useFlightChannels } from '../../stores/flight/channels'

/** The channel of a name that is looked at; undefined before it is known. */
export function useChannel(name: ChannelName): FlightChannel | undefined {
  return useFlightChannels((s) => channelNamed(s, name))
}

/** How an axis of the channel is divided. */
export function ticksOf(channel: FlightChannel | undefined): Ticks {
  return channel?.unit === '°' ? 'degrees' : 'round'
}

/** By how much its values go round; Infinity where they don't. */
export function turnOf({ role }: FlightChannel): number {
  return role === 'longitude' ? 360 : Infinity
}
