import type { InvokeChannel } from '#shared/ipc'
import type { Calls, Desk } from '../desk'
import type { Handlers } from './answer'

/** Hands each call of an area to the desk's method of its name. */
export function forward<C extends Calls>(
  calls: C,
  desk: Desk<C>,
): Pick<Handlers, keyof C & InvokeChannel>
export function forward(
  calls: Calls,
  desk: Readonly<Record<string, (input: unknown) => Promise<unknown>>>,
): object {
  return Object.fromEntries(
    Object.keys(calls).map((channel) => {
      const name = channel.slice(channel.indexOf(':') + 1)
      return [channel, (input: unknown) => desk[name]?.(input)]
    }),
  )
}
