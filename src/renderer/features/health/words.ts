import type { Health, InstrumentHealth } from '#shared/flight/health'
import { countOf, formatMicros } from '../../ui/format'
import { countText } from '#shared/numbers'

const rates = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

/** Records a second of a package whose records usually follow each other after so long. */
export function rateText(stepUs: number | null): string {
  return stepUs === null ? '–' : rates.format(1e6 / stepUs)
}

/** '2023-12-26 09:34:27.602982 UTC'. */
export function momentText(us: number): string {
  const { day, time } = formatMicros(us)
  return `${day} ${time} UTC`
}

/** A share in tenths of a per cent; never 0 % or 100 % of what is not. */
export function shareText(part: number, whole: number): string {
  if (part === whole) return '100 %'
  const percent = (100 * part) / whole
  if (percent < 0.1) return '< 0.1 %'
  if (percent > 99.9) return '> 99.9 %'
  return `${percent.toFixed(1)} %`
}

/** Which way time goes from line to line. */
export function orderText(time: NonNullable<Health['time']>): string {
  const way = time.order === 'ascending' ? 'oldest first' : 'newest first'
  const { outOfOrder, repeated } = time
  if (outOfOrder + repeated === 0) return `${way}, without exception`
  return `${way}; ${countText(outOfOrder)} out of order, ${countText(repeated)} repeated`
}

/** What is to be said of numbers that came as text. */
export function textNumbersText(numbers: Health['textNumbers']): string {
  if (numbers === null) {
    return 'Whether numbers came as text was not counted when this package was imported.'
  }
  if (numbers.length === 0) return 'No number came as text.'
  const each = numbers.map(
    ({ channel, count, firstLine }) =>
      `${channel} in ${countOf(count, 'record')}, first in line ${countText(firstLine)}`,
  )
  return `Came as text and were read as numbers: ${each.join('; ')}.`
}

type Words = InstrumentHealth['words']

/** Words that differ in upper and lower case alone, in sets of two or more. */
export function caseTwins(words: Words): Words[] {
  const known = words.filter(({ word }) => word !== null)
  return [...Map.groupBy(known, ({ word }) => word?.toLowerCase()).values()].filter(
    (alike) => alike.length > 1,
  )
}
