import type { ChannelName } from '#shared/flight/scope'
import { satellites } from '#shared/satellites/index'

export function unitOf(satelliteType: string, channel: ChannelName): string {
  return satellites.get(satelliteType)?.[channel].unit ?? ''
}

/** 'Velocity' for 'velocity'. */
export function titleOf(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}
