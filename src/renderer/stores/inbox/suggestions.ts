import type { LineIssue } from '#shared/codes'
import { textFormat } from '#shared/formats/formats'
import type { LineFormat } from '#shared/formats/lineFormat'
import type { Conversion, RuleStep } from '#shared/inbox/rules'
import { knownKeys, type LineFields } from '#shared/inbox/fields'
import { decodeLine, type DecodedLine } from '#shared/raw/decode'
import { isPlain } from './ruleDraft'

/** A bad line as far as a guess needs it. */
export interface SuspectLine {
  readonly issues: readonly LineIssue[]
  readonly raw: Uint8Array
  readonly rawBytes: number
  readonly format: LineFormat
}

/** Where other types have what this one has under a key. */
function otherKeysOf(key: string, { time, channels }: LineFields): ReadonlySet<string> {
  const isTime = time.keys.includes(key)
  const same = channels.filter((channel) => channel.key === key)
  return new Set([...(isTime ? time.otherKeys : []), ...same.flatMap((one) => one.otherKeys)])
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** How alike two keys are, 0 for not at all: a name of another type, its start, or the same letters. */
function likeness(key: string, wanted: string, others: ReadonlySet<string>): number {
  const a = letters(key)
  const b = letters(wanted)
  if (a === '' || b === '') return 0
  if (a === b) return 4
  if (others.has(key)) return 3
  if (a.length >= 2 && (b.startsWith(a) || a.startsWith(b))) return 2
  return oneEditApart(a, b) ? 1 : 0
}

/** Whether one letter more, less or other makes one word the other. */
function oneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a.length < 3) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const restA = a.slice(start)
  const restB = b.slice(start)
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)
}

/**
 * Renames of keys that the type does not know to the one that is missing, the likeliest first. Only
 * of an object's own: what stands inside others has its place.
 */
function renames(wanted: string, { text, format }: DecodedLine, fields: LineFields): RuleStep[] {
  const way = textFormat(format.file)
  if (!way.namesValues || way.cells(text, format) === null) return []
  const known = new Set(knownKeys(fields))
  const others = otherKeysOf(wanted, fields)
  const free = way.keys(text, format).filter((key) => key !== '' && !known.has(key))
  return free
    .map((from) => ({ from, score: likeness(from, wanted, others) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ from }) => ({ do: 'rename', from, to: wanted }))
}

/** What a number of a timestamp's field may count since 1970: years 1980 to 2199 of each unit. */
function epochUnit(value: number): Conversion | null {
  const FROM = 315_532_800
  const TO = 7_258_118_400
  if (value >= FROM && value < TO) return 'seconds_to_timestamp'
  if (value >= FROM * 1e3 && value < TO * 1e3) return 'milliseconds_to_timestamp'
  if (value >= FROM * 1e6 && value < TO * 1e6) return 'microseconds_to_timestamp'
  return null
}

function timestampSteps(key: string, value: unknown): RuleStep[] {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && !Number.isNaN(number)) {
    const as = epochUnit(number)
    return as === null ? [] : [{ do: 'convert', key, as }]
  }
  return typeof value === 'string' ? [{ do: 'convert', key, as: 'utc_to_timestamp' }] : []
}

/** A text with a number in it that JSON does not take for one, such as 48,1. */
const NUMBER_LIKE = /^\s*[-+]?[\d.,]*\d[\d.,]*(?:e[-+]?\d+)?\s*$/i

/** Ways of writing that other programs take for JSON, and what JSON has for them. */
function textSteps(text: string): RuleStep[] {
  const steps: RuleStep[] = []
  if (/,\s*$/.test(text)) {
    // Lines of a list that was cut into lines: the comma follows the closing brace.
    const end = /\}\s*,\s*$/.exec(text)
    if (end) steps.push({ do: 'replace_text', text: end[0].trimEnd(), with: '}' })
  }
  const comma = /,(\s*)\}\s*$/.exec(text)
  if (comma) steps.push({ do: 'replace_text', text: `,${comma[1] ?? ''}}`, with: '}' })
  if (text.includes("'") && !text.includes('"')) {
    steps.push({ do: 'replace_text', text: "'", with: '"' })
  }
  return steps
}

function textOf({ raw, rawBytes, format }: Omit<SuspectLine, 'issues'>): DecodedLine {
  return decodeLine(raw, rawBytes > raw.length, format)
}

interface Guesses {
  /** Steps that move or rewrite what the line says; they make nothing up. */
  readonly sure: readonly RuleStep[]
  /** Steps to begin a rule with; the operator has to fill them in or to judge them. */
  readonly begun: readonly RuleStep[]
}

function guess(issue: LineIssue, line: DecodedLine, fields: LineFields): Guesses {
  const { text, format } = line
  const key = issue.path
  const value = textFormat(format.file).cells(text, format)?.cell(key)?.value
  const isTime = fields.time.keys.includes(key)
  const setIt: RuleStep[] = [{ do: 'set', key, value: '' }]
  switch (issue.code) {
    case 'missing_field':
      return { sure: value === undefined ? renames(key, line, fields) : [], begun: setIt }
    case 'invalid_timestamp':
      return { sure: fields.time.isTimestamp ? timestampSteps(key, value) : [], begun: setIt }
    case 'wrong_type': {
      if (isTime) {
        const sure = fields.time.isTimestamp ? timestampSteps(key, value) : []
        return { sure, begun: sure.length > 0 ? [] : setIt }
      }
      const kind = fields.channels.find((channel) => channel.key === key)?.kind
      if (kind === 'word' && typeof value === 'number') {
        return { sure: [{ do: 'convert', key, as: 'number_to_text' }], begun: [] }
      }
      const sure: RuleStep[] =
        kind === 'number' && typeof value === 'string' && NUMBER_LIKE.test(value)
          ? [{ do: 'convert', key, as: 'text_to_number' }]
          : []
      return { sure, begun: isPlain(value) ? [{ do: 'replace', key, value, with: '' }] : [] }
    }
    case 'out_of_range':
    case 'not_finite':
      return { sure: [], begun: isTime ? setIt : [{ do: 'scale', key, by: 1 }] }
    case 'invalid_json':
      return { sure: textSteps(text), begun: [{ do: 'replace_text', text: ' ', with: '' }] }
    case 'invalid_utf8':
    case 'not_an_object':
    case 'wrong_column_count':
    case 'open_quote':
    case 'line_too_long':
    case 'rejected_by_database':
      return { sure: [], begun: [{ do: 'replace_text', text: ' ', with: '' }] }
  }
}

/**
 * Rules that may mend a line without making anything up: keys renamed, values rewritten. Whether
 * one does is for the station to try. At most eight.
 */
export function suggestRules(
  line: SuspectLine,
  fields: LineFields,
): { readonly steps: RuleStep[] }[] {
  const text = textOf(line)
  const choices = line.issues.map((issue) => guess(issue, text, fields).sure)
  if (choices.some((steps) => steps.length === 0)) return []
  // One step for each issue; where one has several, each is tried with the likeliest of the others.
  const likeliest = choices.flatMap((steps) => steps.slice(0, 1))
  const others = choices.flatMap((steps, at) =>
    steps.slice(1).map((step) => likeliest.with(at, step)),
  )
  return [likeliest, ...others].slice(0, 8).map((steps) => ({ steps }))
}

/** The keys that lines carry, in the order in which they come first. */
export function keysOfLines(lines: readonly Omit<SuspectLine, 'issues'>[]): string[] {
  const keys = lines.flatMap((line) => {
    const { text, format } = textOf(line)
    return textFormat(format.file).keys(text, format)
  })
  return [...new Set(keys)]
}

/** A step to begin a rule with; one that is not sure waits for the operator's value. */
export interface FirstStep {
  readonly step: RuleStep
  readonly sure: boolean
}

/** The steps that a rule for lines like this one begins with; always at least one. */
export function firstSteps(line: SuspectLine, fields: LineFields): FirstStep[] {
  const text = textOf(line)
  const steps = line.issues.flatMap((issue) => {
    const { sure, begun } = guess(issue, text, fields)
    const [step] = sure.length > 0 ? sure : begun
    return step === undefined ? [] : [{ step, sure: sure.length > 0 }]
  })
  const [first] = line.issues
  if (steps.length > 0) return steps.slice(0, 20)
  return [{ step: { do: 'drop', key: first?.path || 'key' }, sure: false }]
}
