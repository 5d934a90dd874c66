import { withExponent } from '../formatValue'
import type { ValueScale } from './valueScale'

/** Characters that the room beside a plot has. */
const LONGEST = 9

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
 * The number beside a tick, short enough for its place: 7,660; 1e300 where noughts would not fit;
 * '…789.1245' where only the last digits tell one tick from the next.
 */
export function tickText(value: number, { ticks, decimals }: ValueScale): string {
  const plain = fixed(decimals).format(value)
  if (plain.length <= LONGEST) return plain
  const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0))
  // A tick that is all but nought is nought: ticks are multiples of a step.
  if (Math.abs(value) < step / 2) return '0'
  const digits = Math.ceil(Math.log10(Math.abs(value) / step)) + 2
  const short = withExponent(value, digits)
  return short.length <= LONGEST ? short : `…${plain.slice(1 - LONGEST)}`
}
