import { printableJson } from '#shared/printable'

/**
 * What goes to somebody else's eyes. The program's messages put what they found in a file between
 * quotation marks: that may be a piece of a line. Everything from the first mark to the last one goes,
 * because what stands between may have such marks of its own; so does what follows a single one.
 */
const QUOTED = [/".*"|".*$/gs, /“.*”|“.*$/gs, /`.*`|`.*$/gs]
/** A name and a password in an address: `smb://anna:secret@host`. */
const LOGIN = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/]*@/gi
const SECRET_WORD =
  'pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|(?:api|private)[-_ ]?key'
const SECRET = new RegExp(`\\b([\\w-]{0,40}(?:${SECRET_WORD}))\\b\\s*[:=]\\s*\\S+`, 'gi')
const SECRET_NAME = new RegExp(`(?:${SECRET_WORD})$`, 'i')

export const LEFT_OUT = '(left out)'

/** A text without what it quotes, without logins and secrets, and with `~` for the home folder. */
export function cleanText(text: string, home: string): string {
  let left = text
  for (const quoted of QUOTED) left = left.replaceAll(quoted, `"${LEFT_OUT}"`)
  left = left.replaceAll(LOGIN, `$1${LEFT_OUT}@`).replaceAll(SECRET, `$1=${LEFT_OUT}`)
  return home.length > 1 ? left.replaceAll(home, '~') : left
}

/** The same for every text in a value that JSON can hold; what is named like a secret goes whole. */
export function clean(value: unknown, home: string): unknown {
  if (typeof value === 'string') return cleanText(value, home)
  if (Array.isArray(value)) return value.map((each) => clean(each, home))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      SECRET_NAME.test(key) ? LEFT_OUT : clean(each, home),
    ]),
  )
}

/** A log of one JSON object a line; a line that is none goes. */
export function cleanLog(text: string, home: string): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${printableJson(JSON.stringify(clean(parsed(line), home)))}\n`)
    .join('')
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return { msg: `a line that is no JSON ${LEFT_OUT}` }
  }
}
