import { withAllBelow } from '../commands.js'

/** @param {import('../commands.js').Described} program @returns {string} completion for bash */
export function bashCompletion(program) {
  const all = withAllBelow(program)
  const options = all.flatMap(({ words, command }) =>
    command.options
      .filter(({ value }) => value !== '')
      .map((option) => ({ ...option, on: quoted([...words, option.flags.at(-1)].join(' ')) })),
  )
  return `# Made from the commands of ${program.name}.
_${program.name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} command='' words='' paths='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${command:+$command }\${COMP_WORDS[i]}" in
${all
  .filter(({ words }) => words.length > 0)
  .map(({ words }) => quoted(words.join(' ')))
  .map((name) => `      ${name}) command=${name} ;;`)
  .join('\n')}
    esac
  done
  case "\${command:+$command }\${COMP_WORDS[COMP_CWORD - 1]}" in
${options.map((option) => `    ${option.on}) ${answer(option)}return ;;`).join('\n')}
  esac
  case $command in
${all.map(({ words, command }) => `    ${quoted(words.join(' '))}) ${offer(command)} ;;`).join('\n')}
  esac
  if [[ $paths && $cur != -* ]]; then compopt -o default
  else COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}
complete -F _${program.name} ${program.name}
`
}

/** @param {import('../commands.js').Option} option */
function answer({ isPath, choices }) {
  if (isPath) return 'compopt -o default; '
  return choices.length === 0
    ? ''
    : `COMPREPLY=($(compgen -W ${quoted(choices.join(' '))} -- "$cur")); `
}

/** @param {import('../commands.js').Described} command */
function offer({ commands, options, takesPaths }) {
  const words = [...commands.map(({ name }) => name), ...options.flatMap(({ flags }) => flags)]
  return `words=${quoted(words.join(' '))}${takesPaths ? ' paths=1' : ''}`
}

/** @param {string} text */
function quoted(text) {
  return `'${text}'`
}
