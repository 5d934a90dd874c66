import type { LineIssue } from '#shared/codes'
import { skipSpace } from './jsonGrammar'
import { lineIssues } from './lineIssues'

const NUL = 0x00
const SPACE = 0x20
const QUOTE = 0x22
const HASH = 0x23
const SINGLE_QUOTE = 0x27
const PLUS = 0x2b
const COMMA = 0x2c
const MINUS = 0x2d
const DOT = 0x2e
const SLASH = 0x2f
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const BACKSLASH = 0x5c
const CLOSE_ARRAY = 0x5d
const UNDERSCORE = 0x5f
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
/** The first byte of a byte order mark in UTF-8. */
const BOM = 0xef

/** Each list is one object, and none says where: equal faults are one group, wherever they stand. */
const faults = {
  other: lineIssues.invalidJson,
  notJson: fault('it does not begin as JSON does'),
  cutOff: fault('it breaks off before its JSON ends'),
  twoValues: fault('two values stand in one line'),
  commaBehind: fault('a comma stands behind it, as in a JSON list'),
  textBehind: fault('something stands behind its JSON'),
  trailingComma: fault('a comma stands before a closing bracket'),
  extraComma: fault('a comma stands where a value or key should'),
  missingComma: fault('a comma or a colon is missing'),
  missingValue: fault('a key has no value'),
  wrongBracket: fault('a closing bracket has no opening one'),
  nan: fault('NaN is no number of JSON'),
  infinity: fault('Infinity is no number of JSON'),
  numberForm: fault('a number is written as JSON writes none, such as 007, +1, .5 or 1.'),
  python: fault('True, False or None stands for true, false or null'),
  bareKey: fault('a key has no quotes'),
  bareText: fault('a text has no quotes'),
  singleQuotes: fault('single quotes stand for double ones'),
  escapedQuotes: fault('its quotes have backslashes'),
  badEscape: fault('a text has a backslash that JSON does not know'),
  control: fault('a text has a tab or another control character as it is'),
  comment: fault('it has a comment'),
  bom: fault('it begins with a byte order mark, which only a file may'),
  zeros: fault('it has zero bytes, as a broken copy does'),
} as const

function fault(why: string): readonly LineIssue[] {
  return [{ path: '', code: 'invalid_json', message: `Not valid JSON: ${why}` }]
}

/**
 * What is wrong with a line that is not JSON, in words without its own text. Judged by the bytes
 * around the fault alone, so that it costs little however many lines are bad.
 *
 * @param at where it ceases to be JSON, as JsonGrammar tells it
 * @param closer what would close the innermost open object or array there; 0 where none is open
 */
export function jsonFault(bytes: Uint8Array, at: number, closer: number): readonly LineIssue[] {
  const byte = bytes[at]
  if (byte === undefined) return faults.cutOff
  if (byte === NUL) return faults.zeros
  const before = lastBefore(bytes, at)
  if (isComment(bytes, at)) return faults.comment
  if (before === undefined) return byte === BOM ? faults.bom : startFault(bytes, at)
  if (byte === BACKSLASH) return bytes[at + 1] === QUOTE ? faults.escapedQuotes : faults.badEscape
  if (byte < SPACE) return faults.control
  if (closer === 0) return faultBehind(bytes, at)
  const atStart = before === OPEN_OBJECT || before === OPEN_ARRAY || before === COMMA
  if (!atStart && before !== COLON) {
    return byte === CLOSE_OBJECT || byte === CLOSE_ARRAY ? faults.wrongBracket : faults.missingComma
  }
  if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
    if (before === COLON) return faults.missingValue
    return before === COMMA && byte === closer ? faults.trailingComma : faults.wrongBracket
  }
  if (byte === COMMA) return before === COLON ? faults.missingValue : faults.extraComma
  if (byte === SINGLE_QUOTE) return faults.singleQuotes
  if (before !== COLON && closer === CLOSE_OBJECT) return faults.bareKey
  return valueFault(bytes, at)
}

/** The byte before `at` that is no white space. */
function lastBefore(bytes: Uint8Array, at: number): number | undefined {
  let i = at - 1
  while (i >= 0 && skipSpace(bytes, i) > i) i -= 1
  return bytes[i]
}

function isComment(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1]
  return bytes[at] === HASH || (bytes[at] === SLASH && (next === SLASH || next === 0x2a))
}

function startFault(bytes: Uint8Array, at: number): readonly LineIssue[] {
  const known = valueFault(bytes, at)
  return known === faults.nan || known === faults.infinity ? known : faults.notJson
}

/** Of what stands behind a value that is whole. */
function faultBehind(bytes: Uint8Array, at: number): readonly LineIssue[] {
  if (bytes[at] === COMMA) {
    const next = skipSpace(bytes, at + 1)
    return next === bytes.length ? faults.commaBehind : faults.twoValues
  }
  const isValue = bytes[at] === OPEN_OBJECT || bytes[at] === OPEN_ARRAY
  return isValue ? faults.twoValues : faults.textBehind
}

const NAN = Buffer.from('nan')
const INF = Buffer.from('inf')
const PYTHON = ['True', 'False', 'None'].map((word) => Buffer.from(word))

/** Of what stands where a value should. */
function valueFault(bytes: Uint8Array, at: number): readonly LineIssue[] {
  const first = bytes[at] ?? 0
  const isSigned = first === PLUS || first === MINUS
  const start = isSigned ? at + 1 : at
  if (isWord(bytes, start, NAN)) return faults.nan
  if (isWord(bytes, start, INF)) return faults.infinity
  if (isSigned || first === DOT || isDigit(first)) return faults.numberForm
  if (!isLetter(first)) return faults.other
  return PYTHON.some((word) => word.every((byte, i) => bytes[at + i] === byte))
    ? faults.python
    : faults.bareText
}

/** Whether a word in lower case stands at `at`, in any case. */
function isWord(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i += 1) {
    if (((bytes[at + i] ?? 0) | 0x20) !== word[i]) return false
  }
  return true
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || byte === UNDERSCORE || byte > 0x7f
}
