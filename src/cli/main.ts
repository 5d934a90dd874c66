import { CommanderError } from 'commander'
import { printable } from '#shared/printable'
import type { Done } from './done'
import { commandLine } from './program'
import { isReaderGone } from './output'

/** Exit codes: all is well; something failed; the command was not understood. */
const FAILED = 1
const USAGE = 2

/** Runs the command line and returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const done: Done = (code) => {
    exitCode = code
  }
  // An import goes on when nobody takes what it says; it is asked at the end how that went.
  let outputFault: unknown = null
  process.stdout.on('error', (error) => (outputFault ??= error))
  process.stderr.on('error', () => undefined)
  try {
    const program = await commandLine(done, argv[2])
    await program.parseAsync([...argv])
    if (outputFault !== null) throw outputFault
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE
    if (isReaderGone(error)) return exitCode
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`downlink: ${printable(message)}\n`)
    return FAILED
  }
}
