import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/** What is the same in all is equal, and that is seen quickly; where it is not, vitest looks on. */
function areSame(a: unknown, b: unknown): true | undefined {
  return typeof a === 'object' && isDeepStrictEqual(a, b) ? true : undefined
}

let isQuick = false

/** Lets all files of a worker compare large values quickly; they share what is told to vitest. */
export function compareQuickly(): void {
  if (!isQuick) expect.addEqualityTesters([areSame])
  isQuick = true
}
