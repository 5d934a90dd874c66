import type { ChannelName } from '#shared/flight/scope'
import { satellites } from '#shared/satellites/index'

const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 9 })

/** A value with as many digits as can be compared by eye. */
export function shortValue(value: number): string {
  return short.format(value)
}

const shorter = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 8 })

/** The same for a narrow column. */
export function narrowValue(value: number): string {
  return shorter.format(value)
}

const rough = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 })

/** The same where only its size matters. */
export function roughValue(value: number): string {
  return rough.format(value)
}

export function unitOf(satelliteType: string, channel: ChannelName): string {
  return satellites.get(satelliteType)?.[channel].unit ?? ''
}

/** 'Velocity' for 'velocity'. */
export function titleOf(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}
