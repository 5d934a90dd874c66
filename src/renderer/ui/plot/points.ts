/**
 * One channel by time: place i of every column is a stretch of time that has records, with the least
 * and the greatest value in it. Stretches don't lie over each other; NaN is a stretch without a value.
 */
export interface PlotPoints {
  /** The first and the last moment of a stretch; one moment where both are the same. */
  readonly fromUs: readonly number[]
  readonly toUs: readonly number[]
  readonly min: readonly number[]
  readonly max: readonly number[]
  /** Whether no gap lies between it and the one before, so that a line may lead there. */
  readonly joined: readonly boolean[]
}

export const noPoints: PlotPoints = { fromUs: [], toUs: [], min: [], max: [], joined: [] }

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

/** The records from one moment to before another: their first and last moment; null without any. */
export function recordedBetween(
  { fromUs, toUs }: PlotPoints,
  from: number,
  to: number,
): { readonly firstUs: number; readonly lastUs: number } | null {
  const first = fromUs[firstFrom(toUs, from)] ?? Infinity
  const last = toUs[firstFrom(fromUs, to) - 1] ?? -Infinity
  if (first >= to || last < from) return null
  return { firstUs: Math.max(first, from), lastUs: Math.min(last, to) }
}

/** Least and greatest value of the records from one moment to before another; null without any. */
export function extentBetween(
  { fromUs, toUs, min, max }: PlotPoints,
  from: number,
  to: number,
): readonly [number, number] | null {
  let low = Infinity
  let high = -Infinity
  for (let i = firstFrom(toUs, from); (fromUs[i] ?? Infinity) < to; i += 1) {
    if ((min[i] ?? NaN) < low) low = min[i] ?? low
    if ((max[i] ?? NaN) > high) high = max[i] ?? high
  }
  return low <= high ? [low, high] : null
}

/** The place that is nearest to a moment; null without any. */
export function nearestPlace({ fromUs, toUs }: PlotPoints, atUs: number): number | null {
  const right = firstFrom(toUs, atUs)
  if (fromUs.length === 0) return null
  const toRight = (fromUs[right] ?? Infinity) - atUs
  const toLeft = atUs - (toUs[right - 1] ?? -Infinity)
  return toLeft < toRight ? right - 1 : right
}
