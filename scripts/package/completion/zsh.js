import { withAllBelow } from '../commands.js'

/** @param {import('../commands.js').Described} program @returns {string} completion for zsh */
export function zshCompletion(program) {
  const all = withAllBelow(program)
  const functions = all.map(
    ({ words, command }) => `${functionOf(program, words)}() {
${command.commands.length === 0 ? ofArguments(command) : ofCommands(program, words, command)}
}`,
  )
  return `#compdef ${program.name}
# Made from the commands of ${program.name}.
${functions.join('\n')}
${functionOf(program, [])} "$@"
`
}

/** @param {import('../commands.js').Described} command */
function ofArguments(command) {
  const [argument] = command.args
  const rest =
    argument === undefined
      ? []
      : [`'*:${plain(argument.description)}:${command.takesPaths ? '_files' : ' '}'`]
  return `  _arguments -s \\\n    ${[...command.options.map(specOf), ...rest].join(' \\\n    ')}`
}

/**
 * @param {import('../commands.js').Described} program
 * @param {readonly string[]} words
 * @param {import('../commands.js').Described} command
 */
function ofCommands(program, words, command) {
  const lines = command.commands.map(
    ({ name, description }) => `    '${name}:${plain(description)}'`,
  )
  const cases = command.commands.map(
    ({ name }) => `    ${name}) ${functionOf(program, [...words, name])} ;;`,
  )
  return `  local state line
  local -a commands=(
${lines.join('\n')}
  )
  _arguments -C ${command.options.map(specOf).join(' ')} '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest) case $line[1] in
${cases.join('\n')}
    esac ;;
  esac`
}

/** @param {import('../commands.js').Option} option */
function specOf({ flags, value, isPath, choices, description }) {
  const names = flags.length > 1 ? `'(${flags.join(' ')})'{${flags.join(',')}}` : flags[0]
  const action = isPath ? '_files' : choices.length > 0 ? `(${choices.join(' ')})` : ' '
  return `${names}'[${plain(description)}]${value === '' ? '' : `:${value}:${action}`}'`
}

/** @param {import('../commands.js').Described} program @param {readonly string[]} words */
function functionOf(program, words) {
  return `_${[program.name, ...words].join('_')}`
}

/** What has a meaning of its own there. @param {string} text */
function plain(text) {
  return text.replaceAll("'", "'\\''").replaceAll(/[:[\]]/g, String.raw`\$&`)
}
