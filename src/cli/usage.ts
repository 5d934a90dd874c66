import { InvalidArgumentError } from 'commander'

/** The command was understood but makes no sense: exit code 2. */
export class UsageError extends Error {}

/** A whole number of at least `least`, for an option's value. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || !Number.isSafeInteger(value)) {
      throw new InvalidArgumentError(`A whole number of at least ${least} is needed.`)
    }
    return value
  }
}
