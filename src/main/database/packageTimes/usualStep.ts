/** A time without a record is a gap when it is longer than so many usual steps. */
const GAP_STEPS = 10
/** Steps that differ by no more than this factor count as alike. */
const ALIKE = 2

/**
 * What most steps are: of all steps that are alike the most frequent ones, and of these the middle
 * one. A mean would be none of them where records come in bursts, and a median none of the most
 * where there are many kinds. Of two kinds that are as frequent it is the shorter one.
 *
 * @param steps ascending, none of them 0
 * @param weights how often each counts; once where there are none
 * @returns one of the steps; null where there is none
 */
export function usualStep(steps: Float64Array, weights?: Float64Array): number | null {
  const weightOf = (i: number): number => weights?.[i] ?? 1
  let best: { readonly first: number; readonly weight: number } | null = null
  let end = 0
  let weight = 0
  for (let first = 0; first < steps.length; first += 1) {
    const most = ALIKE * (steps[first] ?? 0)
    for (; end < steps.length && (steps[end] ?? 0) <= most; end += 1) weight += weightOf(end)
    if (best === null || weight > best.weight) best = { first, weight }
    weight -= weightOf(first)
  }
  if (best === null) return null
  let at = best.first
  for (let left = best.weight / 2 - weightOf(at); left > 0; left -= weightOf(at)) at += 1
  return steps[at] ?? null
}

/** A longer time without a record is a gap, in microseconds; Infinity where nothing is. */
export function usualGap(stepUs: number | null): number {
  return stepUs === null ? Infinity : GAP_STEPS * stepUs
}
