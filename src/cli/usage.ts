import { InvalidArgumentError } from 'commander'

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

/** Ids are the upper half of a row's 64-bit id. */
export const toFileId = wholeNumber(1, 2 ** 31 - 1)
