import { Command, CommanderError } from 'commander'
import { errorsCommand } from './commands/errors'
import { exportCommand } from './commands/export'
import { filesCommand } from './commands/files'
import { ingestCommand } from './commands/ingest'
import { watchCommand } from './commands/watch'
import { UsageError } from './usage'

/** Exit codes: all is well; something failed; the command was not understood. */
const FAILED = 1
const USAGE = 2

/** Runs the command line and returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = new Command('downlink')
    .description('Imports satellite telemetry packages into a local SQLite database.')
    .exitOverride()
    .showHelpAfterError()
  const done = (code: number): void => {
    exitCode = code
  }
  for (const command of [ingestCommand, watchCommand, filesCommand, errorsCommand, exportCommand]) {
    program.addCommand(command(done).exitOverride())
  }
  try {
    await program.parseAsync([...argv])
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE
    process.stderr.write(`downlink: ${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof UsageError ? USAGE : FAILED
  }
}
