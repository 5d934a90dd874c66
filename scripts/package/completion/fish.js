import { withAllBelow } from '../commands.js'

/** @param {import('../commands.js').Described} program @returns {string} completion for fish */
export function fishCompletion(program) {
  const lines = withAllBelow(program).flatMap(({ words, command }) => {
    const line = (/** @type {string} */ rest) =>
      `complete -c ${program.name} -n ${quoted(conditionOf(words, command))} ${rest}`
    return [
      ...command.commands.map(({ name, description }) =>
        line(`-a ${name} -d ${quoted(description)}`),
      ),
      ...(command.takesPaths ? [line('-F')] : []),
      ...command.options.map((option) => line(optionOf(option))),
    ]
  })
  return `# Made from the commands of ${program.name}.
complete -c ${program.name} -f
${lines.join('\n')}
`
}

/** @param {readonly string[]} words @param {import('../commands.js').Described} command */
function conditionOf(words, { commands }) {
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`)
  const names = commands.map(({ name }) => name).join(' ')
  const notYet = names === '' ? [] : [`not __fish_seen_subcommand_from ${names}`]
  return [...seen, ...notYet].join('; and ')
}

/** @param {import('../commands.js').Option} option */
function optionOf({ flags, value, isPath, choices, description }) {
  const names = flags.map((flag) => flag.replace(/^--/, '-l ').replace(/^-(?=\w$)/, '-s '))
  const takes = value === '' ? '' : ` -r${isPath ? ' -F' : ''}`
  const offers = choices.length === 0 ? '' : ` -a ${quoted(choices.join(' '))}`
  return `${names.join(' ')}${takes}${offers} -d ${quoted(description)}`
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`
}
