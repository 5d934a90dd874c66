import { withExponent } from '../formatValue'
import type { ValueScale } from './valueScale'

/** A number of so many characters is read at a glance. */
const SHORT = 9
/** No number of so many characters is read at all; no double has as many digits. */
const LONGEST = 24
/** Decimals that can be counted by eye. */
const MOST_DECIMALS = 12

const formats = new Map<number, Intl.NumberFormat>()

function fixed(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  formats.set(decimals, made)
  return made
}

/**
 * The number beside a tick, with all the digits that tell it from the next: 7,660, 123,456,789.1235;
 * 1e300 where noughts would be counted.
 */
export function tickText(value: number, { ticks, decimals }: ValueScale): string {
  const plain = decimals <= MOST_DECIMALS ? fixed(decimals).format(value) : null
  if (plain !== null && plain.length <= SHORT) return plain
  const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0))
  // A tick that is all but nought is nought: ticks are multiples of a step.
  if (Math.abs(value) < step / 2) return '0'
  const short = withExponent(value, Math.ceil(Math.log10(Math.abs(value) / step)) + 2)
  return plain === null || plain.length > LONGEST || short.length <= SHORT ? short : plain
}
