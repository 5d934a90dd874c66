import type { FlightChannel } from '#shared/flight/channels'
import { formatValue } from './formatValue'

/** What people read as a channel's name: its label, else 'Bat voltage' for 'bat_voltage'. */
export function channelTitle({ name, label }: Pick<FlightChannel, 'name' | 'label'>): string {
  if (label !== name) return label
  const words = name.replaceAll('_', ' ').trim()
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

const fixed = new Map<number, Intl.NumberFormat>()
/** Beyond this a row of digits is read no better than an exponent. */
const PLAIN_TO = 1e12

/** A value with as many decimals as its channel has; without any said, as many digits as tell it apart. */
export function channelValue(value: number, decimals: number | null): string {
  if (decimals === null || Math.abs(value) >= PLAIN_TO) return formatValue(value)
  const known = fixed.get(decimals)
  if (known !== undefined) return known.format(value)
  const made = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  fixed.set(decimals, made)
  return made.format(value)
}
