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

/** The greatest step: the next round number is beyond what a double can hold. */
const GREATEST_STEP = 1e308

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
  const span = Math.max(low === high ? constant : high - low, least)
  const parts = Math.max(1, intervals)
  // From one end of the doubles to the other it is farther than a double can say.
  const share = Number.isFinite(span) ? span / parts : high / (2 * parts) - low / (2 * parts)
  const step = Math.min(GREATEST_STEP, stepFor(share, kind))
  let first = Math.floor(low / step + 1e-9)
  let last = Math.ceil(high / step - 1e-9)
  if (first === last) {
    first -= 1
    last += 1
  }
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))
  const finer = Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6 ? 1 : 0
  return {
    min: Math.max(first * step, -Number.MAX_VALUE),
    max: Math.min(last * step, Number.MAX_VALUE),
    ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step).filter((tick) =>
      Number.isFinite(tick),
    ),
    decimals: decimals + finer,
  }
}

/** Where a value lies between two others, 0 to 1, however far these are apart. */
export function shareBetween(value: number, min: number, max: number): number {
  return (value / 2 - min / 2) / (max / 2 - min / 2)
}
