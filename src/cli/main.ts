import { Command, CommanderError } from 'commander'
import { printable } from '#shared/printable'
import { version } from '../../package.json'
import { backupCommand } from './commands/backup'
import { errorsCommand } from './commands/errors'
import { exportCommand } from './commands/export'
import { filesCommand } from './commands/files'
import { ingestCommand } from './commands/ingest'
import { typesCommand } from './commands/types'
import { watchCommand } from './commands/watch'
import { isReaderGone } from './output'

/** Exit codes: all is well; something failed; the command was not understood. */
const FAILED = 1
const USAGE = 2

/** Runs the command line and returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  // What is wrong with an argument is said in its own words, and a file may be called anything.
  const output = {
    writeErr: (text: string): void =>
      void process.stderr.write(text.split('\n').map(printable).join('\n')),
  }
  const program = new Command('downlink')
    .configureOutput(output)
    .description('Imports satellite telemetry packages into a local SQLite database.')
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .showHelpAfterError()
  const done = (code: number): void => {
    exitCode = code
  }
  // An import goes on when nobody takes what it says; it is asked at the end how that went.
  let outputFault: unknown = null
  process.stdout.on('error', (error) => (outputFault ??= error))
  process.stderr.on('error', () => undefined)
  for (const command of [
    ingestCommand,
    watchCommand,
    filesCommand,
    errorsCommand,
    exportCommand,
    backupCommand,
    typesCommand,
  ]) {
    program.addCommand(command(done).exitOverride().configureOutput(output))
  }
  try {
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
