import type { LineIssue } from '#shared/codes'
import { isInexactWhole } from '#shared/telemetry/numberText'
import type { FieldIssues } from './fieldIssues'
import { JsonNumber } from './jsonNumber'
import type { MissingValues } from './missingValues'

/**
 * Reads a channel's words: any text but the empty one. A whole number of JSON that no double holds
 * exactly is one, too, as it is written: a word is the only channel that keeps it.
 */
export function wordReader(
  missing: MissingValues,
  issues: FieldIssues,
): (value: unknown) => string | LineIssue {
  return (value) => {
    const isLongNumber =
      value instanceof JsonNumber && isInexactWhole(value.text, Number(value.text))
    const text = isLongNumber ? value.text : value
    if (typeof text !== 'string' || text === '') return issues.unfit(value)
    return missing.hasWord(text) ? issues.noValue : text
  }
}
