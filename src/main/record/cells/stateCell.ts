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
 * Reads a channel's states to what `columnsOf` says of its column: of a channel whose states are all
 * numbers any number, however it is written; of any other one the place of the value in the list.
 * What the column can't hold is kept as the text that it is.
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
    return storesNumbers ? compared : (listed.get(compared) ?? text)
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
