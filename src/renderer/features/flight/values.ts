import type { ChannelName } from '#shared/flight/scope'
import { satellites } from '#shared/satellites/index'
import type { Ticks } from '../../ui/plot/valueScale'

export function unitOf(satelliteType: string, channel: ChannelName): string {
  return satellites.get(satelliteType)?.[channel].unit ?? ''
}

/** How an axis of the channel is divided. */
export function ticksOf(satelliteType: string, channel: ChannelName): Ticks {
  return unitOf(satelliteType, channel) === '°' ? 'degrees' : 'round'
}

/** By how much its values go round; Infinity where they don't. */
export function turnOf(channel: ChannelName): number {
  return channel === 'longitude' ? 360 : Infinity
}

/** 'Velocity' for 'velocity'. */
export function titleOf(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}
