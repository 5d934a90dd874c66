import type { LineIssue } from '#shared/codes'
import { isMeasured } from '#shared/telemetry/measured'
import type { NumberChannel } from '#shared/telemetry/channel'
import {
  isInexactWhole,
  isNumberText,
  numberOfText,
  oddNumber,
  oddNumberWords,
  type DecimalSign,
  type OddNumber,
} from '#shared/telemetry/numberText'
import type { FieldIssues } from './fieldIssues'
import { JsonNumber } from './jsonNumber'
import type { MissingValues } from './missingValues'

/** Reads a channel's numbers to the very double that JSON.parse gives; -0 is 0. */
export function numberReader(
  channel: NumberChannel,
  decimal: DecimalSign,
  missing: MissingValues,
  issues: FieldIssues,
): (value: unknown) => number | LineIssue {
  const low = channel.valid?.min ?? -Infinity
  const high = channel.valid?.max ?? Infinity
  const mayRound = isMeasured(channel)
  const notFinite = issues.make('not_finite', 'is too large for a 64-bit number')
  const outOfRange = issues.make('out_of_range', wordsOfRange(low, high))
  const oddIssue = (odd: OddNumber) => issues.make('wrong_type', `is ${oddNumberWords(odd)}`)
  const odd = {
    leadingZero: oddIssue('leadingZero'),
    plusSign: oddIssue('plusSign'),
    inexact: oddIssue('inexact'),
  }

  const judge = (text: string, number: number) => {
    if (missing.hasNumber(number)) return issues.noValue
    if (!Number.isFinite(number)) return notFinite
    if (!mayRound && isInexactWhole(text, number)) return odd.inexact
    return number < low || number > high ? outOfRange : number
  }
  const unread = (text: string) => {
    const kind = oddNumber(text)
    return kind === null ? issues.unfit(text) : odd[kind]
  }
  return (value) => {
    if (typeof value === 'string') {
      if (missing.hasWord(value)) return issues.noValue
      if (!isNumberText(value, decimal)) return unread(value)
      return judge(value, numberOfText(value, decimal))
    }
    if (typeof value === 'number') return judge(String(value), value + 0)
    if (value instanceof JsonNumber) return judge(value.text, numberOfText(value.text, '.'))
    return issues.unfit(value)
  }
}

function wordsOfRange(low: number, high: number): string {
  if (high === Infinity) return `must be at least ${low}`
  if (low === -Infinity) return `must be at most ${high}`
  return `must lie between ${low} and ${high}`
}
