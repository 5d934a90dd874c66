/**
 * One channel as it is drawn, by time: place i of every column is one record or one bucket of
 * several. Null in all three values is a break; a mean of null alone is a band without a line.
 */
export interface PlotPoints {
  readonly us: readonly number[]
  readonly min: readonly (number | null)[]
  readonly max: readonly (number | null)[]
  readonly mean: readonly (number | null)[]
}

/** The first place whose time is not before `us`. */
export function firstFrom(times: readonly number[], us: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? Infinity) < us) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Least and greatest value from one moment to another, with the points just outside, to which lines
 * lead; null without any.
 */
export function extentBetween(
  { us, min, max }: PlotPoints,
  fromUs: number,
  toUs: number,
): readonly [number, number] | null {
  const first = Math.max(0, firstFrom(us, fromUs) - 1)
  const last = Math.min(us.length - 1, firstFrom(us, toUs))
  let low = Infinity
  let high = -Infinity
  for (let i = first; i <= last; i += 1) {
    const below = min[i] ?? null
    const above = max[i] ?? null
    if (below !== null && below < low) low = below
    if (above !== null && above > high) high = above
  }
  return low <= high ? [low, high] : null
}

/** The place that is nearest to a moment and no break; null without any. */
export function nearestPlace({ us, mean }: PlotPoints, atUs: number): number | null {
  const after = firstFrom(us, atUs)
  let right = after
  while (right < us.length && mean[right] === null) right += 1
  let left = after - 1
  while (left >= 0 && mean[left] === null) left -= 1
  const toRight = right < us.length ? (us[right] ?? Infinity) - atUs : Infinity
  const toLeft = left >= 0 ? atUs - (us[left] ?? -Infinity) : Infinity
  if (toLeft === Infinity && toRight === Infinity) return null
  return toLeft <= toRight ? left : right
}
