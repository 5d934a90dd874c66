import { Command } from 'commander'
import { printable } from '#shared/printable'
import { version } from '../../package.json'
import { backupCommand } from './commands/backup'
import { errorsCommand } from './commands/errors'
import { exportCommand } from './commands/export'
import { filesCommand } from './commands/files'
import { ingestCommand } from './commands/ingest'
import { supportCommand } from './commands/support'
import { typesCommand } from './commands/types'
import { watchCommand } from './commands/watch'
import type { Done } from './done'

const commands = [
  ingestCommand,
  watchCommand,
  filesCommand,
  errorsCommand,
  exportCommand,
  backupCommand,
  typesCommand,
  supportCommand,
]

/** The command line: what it understands, and what it does. */
export function commandLine(done: Done): Command {
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
  for (const command of commands) {
    program.addCommand(command(done).exitOverride().configureOutput(output))
  }
  return program
}
