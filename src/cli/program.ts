import { Command } from 'commander'
import { printable } from '#shared/printable'
import { version } from '../../package.json'
import type { Done } from './done'

/** Each is loaded when it is asked for: loading is most of a short command's time. */
const commands: Readonly<Record<string, () => Promise<(done: Done) => Command>>> = {
  ingest: async () => (await import('./commands/ingest')).ingestCommand,
  watch: async () => (await import('./commands/watch')).watchCommand,
  files: async () => (await import('./commands/files')).filesCommand,
  errors: async () => (await import('./commands/errors')).errorsCommand,
  export: async () => (await import('./commands/export')).exportCommand,
  backup: async () => (await import('./commands/backup')).backupCommand,
  types: async () => (await import('./commands/types')).typesCommand,
  support: async () => (await import('./commands/support')).supportCommand,
}

/**
 * The command line: what it understands, and what it does.
 *
 * @param named the command that is called, if it is one; else all are there to be told of
 */
export async function commandLine(done: Done, named: string | undefined): Promise<Command> {
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
  const called = Object.entries(commands).filter(([name]) => name === named)
  for (const [, load] of called.length > 0 ? called : Object.entries(commands)) {
    const command = await load()
    program.addCommand(command(done).exitOverride().configureOutput(output))
  }
  return program
}
