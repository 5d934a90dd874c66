import { withAllBelow } from './commands.js'

/**
 * The terminal's manual page.
 *
 * @param {import('./commands.js').Described} program
 * @param {import('./product.js').Product} product
 * @returns {string} troff
 */
export function manPage(program, { title, version }) {
  const { name } = program
  const commands = withAllBelow(program).filter(({ command }) => command.commands.length === 0)
  return `.\\" Made from the commands of ${name}.
.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "${title}"
.SH NAME
${name} \\- ${plain(program.description.replace(/\\.$/, '').replace(/^./, (first) => first.toLowerCase()))}
.SH SYNOPSIS
.B ${name}
${plain(program.usage)}
.SH DESCRIPTION
${plain(program.description)}
It is the same engine as that of the window.
.SH OPTIONS
${program.options.map(optionOf).join('\n')}
.SH COMMANDS
${commands.map(({ words, command }) => commandOf(words.join(' '), command)).join('\n')}
.SH EXIT STATUS
.TP
.B 0
All went well; bad lines are no failure, nor is a duplicate.
.TP
.B 1
Something failed, and it was said what.
.TP
.B 2
The command was not understood.
.TP
.B 130, 143
Stopped by a signal; what was begun goes on the next time.
.SH ENVIRONMENT
.TP
.B DOWNLINK_DATA
The folder for database, settings, definitions and log; else
.I $XDG_DATA_HOME/downlink
or
.IR ~/.local/share/downlink .
`
}

/** @param {string} words @param {import('./commands.js').Described} command */
function commandOf(words, { usage, description, args, options }) {
  return [
    `.SS "${plain(`${words} ${usage}`)}"`,
    plain(description),
    ...args
      .filter((one) => one.description !== '')
      .map((one) => `.TP\n.I ${plain(one.name)}\n${plain(one.description)}`),
    ...options.map(optionOf),
  ].join('\n')
}

/** @param {import('./commands.js').Option} option */
function optionOf({ flags, value, choices, description }) {
  const names = flags.map((flag) => `\\fB${plain(flag)}\\fR`).join(', ')
  const one = choices.length === 0 ? '' : ` (${choices.join(', ')})`
  return `.TP\n${names}${value === '' ? '' : ` \\fI${plain(value)}\\fR`}\n${plain(description + one)}`
}

/** A line that stands for itself. @param {string} text */
function plain(text) {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replace(/^[.']/, String.raw`\&$&`)
}
