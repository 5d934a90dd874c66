import { InvalidArgumentError } from 'commander'
import type { z } from 'zod'
import { parseTimestamp } from '../main/record/time/timestamp'

/** A whole number within bounds, for an option's value. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`A whole number from ${least} to ${most} is needed.`)
    }
    return value
  }
}

/** A text that a shape describes, for an option's value. */
export function shaped<T>(shape: z.ZodType<T>): (text: string) => T {
  return (text) => {
    const { data, error, success } = shape.safeParse(text)
    if (success) return data
    throw new InvalidArgumentError(`It ${error.issues[0]?.message ?? 'is not right'}.`)
  }
}

/** A moment in RFC 3339, for an option's value; in microseconds since 1970 UTC. */
export function toMoment(text: string): number {
  const us = parseTimestamp(text)
  if (us >= 0) return us
  throw new InvalidArgumentError(
    'A date and time as in RFC 3339 is needed, with Z or an offset: 2024-03-01T10:00:00Z.',
  )
}

/** Ids are the upper half of a row's 64-bit id. */
export const toFileId = wholeNumber(1, 2 ** 31 - 1)
