import { stderr } from 'node:process'
import { CommandFailedError } from './run.js'

const LINES_SHOWN = 25

/** Something that the person has to do first; the message says what. */
export class NeedsHandsError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message)
    this.name = 'NeedsHandsError'
  }
}

/**
 * Does one step of the set-up and says how long it took, in whole lines, because tests may run
 * beside it. Speaks on the error stream, because the output of `downlink` belongs to what it was
 * asked for.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
export async function step(title, run) {
  const started = performance.now()
  say(`set-up: ${title} ...`)
  try {
    const result = await run()
    say(`set-up: ${title}: ${seconds(started)}`)
    return result
  } catch (error) {
    say(`set-up: ${title}: failed after ${seconds(started)}`)
    throw error
  }
}

/** @param {string} text */
export function say(text) {
  stderr.write(`${text}\n`)
}

/**
 * Runs a chore as a whole program: its exit code is the process's, and what went wrong is said in
 * words instead of a stack.
 *
 * @param {() => Promise<number>} chore resolves to the exit code
 */
export async function asProgram(chore) {
  try {
    process.exitCode = await chore()
  } catch (error) {
    process.exitCode = 1
    if (error instanceof NeedsHandsError) {
      say(`\n${error.message}`)
    } else if (error instanceof CommandFailedError) {
      const lines = error.output.trimEnd().split('\n').slice(-LINES_SHOWN)
      say(`\n${error.message}\n${lines.map((line) => `  | ${line}`).join('\n')}`)
    } else {
      throw error
    }
  }
}

/** @param {number} started value of `performance.now()` */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}
