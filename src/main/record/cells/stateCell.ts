import type { LineIssue } from '#shared/codes'
import type { StateChannel } from '#shared/telemetry/channel'
import { comparedValue, type DecimalSign } from '#shared/telemetry/numberText'
import { isNumbered, listedStates } from '#shared/telemetry/states'
import type { FieldIssues } from './fieldIssues'
import { textOf } from './jsonNumber'
import type { MissingValues } from './missingValues'

/** After this many different values all are forgotten, so that no file can fill the memory. */
const MOST_KNOWN = 1000
/** Nor are longer ones remembered. */
const LONGEST_KNOWN = 100

/**
 * Reads a channel's states. Of a channel whose states are numbers a number is a double, however it
 * is written. Of any other one a listed value is its text, in one way to write it. What is not listed
 * is kept as it is.
 */
export function stateReader(
  channel: StateChannel,
  decimal: DecimalSign,
  missing: MissingValues,
  issues: FieldIssues,
): (value: unknown) => number | string | LineIssue {
  const listed = listedStates(channel, decimal)
  const storesNumbers = isNumbered(channel, decimal)
  const known = new Map<string, number | string | LineIssue>()

  const read = (text: string) => {
    if (missing.hasText(text)) return issues.noValue
    const compared = comparedValue(text, decimal)
    if (storesNumbers) return compared
    return listed.has(compared) ? String(compared) : text
  }
  return (value) => {
    const text = typeof value === 'boolean' ? String(value) : textOf(value)
    if (text === undefined || text === '') return issues.unfit(value)
    let result = known.get(text)
    if (result === undefined) {
      result = read(text)
      if (known.size === MOST_KNOWN) known.clear()
      if (text.length <= LONGEST_KNOWN) known.set(text, result)
    }
    return result
  }
}
