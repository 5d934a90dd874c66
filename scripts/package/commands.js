import { join } from 'node:path'
import { runnerImport } from 'vite'
import { assembly } from '../lib/assembly.js'
import { root } from '../lib/project.js'

/**
 * An option of a command: `flags` such as `-h` and `--help`; `value` is what its value is called,
 * empty when it takes none.
 *
 * @typedef {object} Option
 * @property {string[]} flags
 * @property {string} value
 * @property {boolean} isPath
 * @property {readonly string[]} choices
 * @property {string} description
 */

/**
 * A command of the terminal. `usage` is what follows its name, `takesPaths` whether its arguments
 * are paths.
 *
 * @typedef {object} Described
 * @property {string} name
 * @property {string} usage
 * @property {string} description
 * @property {{ name: string, description: string }[]} args
 * @property {boolean} takesPaths
 * @property {Option[]} options
 * @property {Described[]} commands
 */

/** What paths are called, as arguments and as values of options. */
const PATHS = new Set(['file', 'folder', 'path'])

/** @returns {Promise<Described>} the terminal's command line, out of the source that runs it */
export async function describeCommands() {
  const { module } = await runnerImport(join(root, 'scripts', 'package', 'commandLine.js'), {
    configFile: false,
    logLevel: 'error',
    plugins: [assembly()],
  })
  return describe(module.program)
}

/** @param {import('commander').Command} command @returns {Described} */
function describe(command) {
  const help = command.createHelp()
  const args = command.registeredArguments.map((one) => ({
    name: one.name(),
    description: one.description,
  }))
  return {
    name: command.name(),
    usage: command.usage(),
    description: command.description(),
    args,
    takesPaths: args.some(({ name }) => PATHS.has(name)),
    options: help.visibleOptions(command).map(describeOption),
    // commander's own `help` says what --help does.
    commands: command.commands.map(describe),
  }
}

/** @param {import('commander').Option} option @returns {Option} */
function describeOption(option) {
  const value = /[<[](.+)[>\]]/.exec(option.flags)?.[1] ?? ''
  return {
    flags: [option.short, option.long].filter((flag) => typeof flag === 'string'),
    value,
    isPath: PATHS.has(value),
    choices: option.argChoices ?? [],
    description: option.description,
  }
}

/**
 * A command and all below it, each with the words that lead there, without the program's own name.
 *
 * @param {Described} command
 * @param {readonly string[]} [words]
 * @returns {{ words: readonly string[], command: Described }[]}
 */
export function withAllBelow(command, words = []) {
  return [
    { words, command },
    ...command.commands.flatMap((each) => withAllBelow(each, [...words, each.name])),
  ]
}
