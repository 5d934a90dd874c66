import type { StateChannel } from './channel'
import { comparedValue, type DecimalSign } from './numberText'

/** Where in `channel.states` each value is listed, by what values are compared by. */
export function listedStates(
  channel: StateChannel,
  decimal: DecimalSign,
): ReadonlyMap<number | string, number> {
  return new Map(channel.states.map(({ value }, i) => [comparedValue(value, decimal), i]))
}

/** Whether every state that is listed is a number: then numbers are what is stored. */
export function isNumbered(channel: StateChannel, decimal: DecimalSign): boolean {
  return channel.states.every(({ value }) => typeof comparedValue(value, decimal) === 'number')
}
