/** The range of a value axis and its ticks, all of them round numbers. */
export interface ValueScale {
  readonly min: number
  readonly max: number
  readonly ticks: readonly number[]
  /** Decimals that tell one tick from the next. */
  readonly decimals: number
}

/** What the ticks of an axis are: any round numbers, whole ones for what is counted, or angles. */
export type Ticks = 'round' | 'whole' | 'degrees'

/** A step above the greatest of these is a round number again: no place is so far away. */
const DEGREES = [15, 30, 45, 90, 180]
/** Smaller steps divide a degree as other numbers are divided. */
const LEAST_DEGREES = 10

/** Of a value that never changes, this much of itself is shown above and below. */
const CONSTANT_SHARE = 1e-3

/** The least of 1, 2, 2.5 and 5 times a power of ten that is not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return (
    [1, 2, 2.5, 5, 10].map((n) => n * power).find((step) => step >= least * (1 - 1e-9)) ??
    10 * power
  )
}

function stepFor(least: number, kind: Ticks): number {
  const angle =
    least > LEAST_DEGREES ? DEGREES.find((step) => step >= least * (1 - 1e-9)) : undefined
  if (kind === 'degrees' && angle !== undefined) return angle
  const round = roundStep(least)
  return kind === 'whole' ? Math.ceil(round) : round
}

/**
 * A scale for values from `low` to `high` with about so many intervals. It reaches to the next round
 * number on either side, so it stays as it is while the values move a little.
 */
export function valueScale(
  low: number,
  high: number,
  intervals: number,
  kind: Ticks = 'round',
): ValueScale {
  const middle = Math.max(Math.abs(low), Math.abs(high))
  // Doubles have no more than 15 digits to tell values apart by.
  const least = Math.max(middle * 1e-13, Number.MIN_VALUE * 1e10)
  const constant = middle === 0 ? 1 : middle * CONSTANT_SHARE
  const span = low === high ? constant : Math.max(high - low, least)
  const step = stepFor(span / Math.max(1, intervals), kind)
  let first = Math.floor(low / step + 1e-9)
  let last = Math.ceil(high / step - 1e-9)
  if (first === last) {
    first -= 1
    last += 1
  }
  const decimals = Math.max(0, Math.min(12, Math.ceil(-Math.log10(step) - 1e-9)))
  const finer = Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6 ? 1 : 0
  return {
    min: first * step,
    max: last * step,
    ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step),
    decimals: decimals + finer,
  }
}
