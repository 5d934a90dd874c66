import type { Stretch } from '#shared/flight/coverage'
import type { Gaps } from '#shared/flight/series'

/**
 * Which time has records, as stretches in which no two neighbours are further apart than a gap.
 * Records that come in the order of time, either way, make one stretch for every gap.
 */
export class RecordedTime {
  readonly #gapUs: number
  readonly #fromUs: number[] = []
  readonly #toUs: number[] = []
  #runFrom = NaN
  #runTo = NaN

  constructor(gapUs: number) {
    this.#gapUs = gapUs
  }

  /** Adds time that has records, with no gap inside; both ends are records. */
  add(fromUs: number, toUs: number): void {
    if (fromUs - this.#runTo <= this.#gapUs && this.#runFrom - toUs <= this.#gapUs) {
      if (fromUs < this.#runFrom) this.#runFrom = fromUs
      if (toUs > this.#runTo) this.#runTo = toUs
      return
    }
    this.#endRun()
    this.#runFrom = fromUs
    this.#runTo = toUs
  }

  gaps(): Gaps {
    this.#endRun()
    this.#runFrom = NaN
    return gapsBetween(
      inOrder(Float64Array.from(this.#fromUs)),
      inOrder(Float64Array.from(this.#toUs)),
      this.#gapUs,
    )
  }

  #endRun(): void {
    if (Number.isNaN(this.#runFrom)) return
    this.#fromUs.push(this.#runFrom)
    this.#toUs.push(this.#runTo)
  }
}

/** The moments in order, which most are already. */
export function inOrder(moments: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  for (let i = 1; i < moments.length; i += 1) {
    if ((moments[i - 1] ?? 0) > (moments[i] ?? 0)) return moments.toSorted()
  }
  return moments
}

/**
 * The gaps in the union of stretches, given by their beginnings and their ends, each sorted. Where
 * one more has begun than the first i, and i have ended, nothing lay between: so which end belongs
 * to which beginning does not matter.
 */
export function gapsBetween(fromUs: Float64Array, toUs: Float64Array, gapUs: number): Gaps {
  const starts: number[] = []
  const ends: number[] = []
  for (let i = 1; i < fromUs.length; i += 1) {
    const [end, start] = [toUs[i - 1] ?? 0, fromUs[i] ?? 0]
    if (start - end <= gapUs) continue
    starts.push(end)
    ends.push(start)
  }
  return { fromUs: Float64Array.from(starts), toUs: Float64Array.from(ends) }
}

/**
 * The stretches of time between gaps that reach into a part of it; ascending, both ends are records.
 * They are not cut at the part's ends.
 */
export function stretchesWithin(
  { fromUs, toUs, gaps }: Stretch & { readonly gaps: Gaps },
  part: Stretch,
): Stretch[] {
  const stretches: Stretch[] = []
  // The first gap that ends after the part has begun: what lies before it may reach into the part.
  let at = firstAbove(gaps.toUs, part.fromUs)
  let start = at === 0 ? fromUs : (gaps.toUs[at - 1] ?? fromUs)
  for (; start <= Math.min(toUs, part.toUs); at += 1) {
    const end = gaps.fromUs[at] ?? toUs
    if (end >= part.fromUs) stretches.push({ fromUs: start, toUs: end })
    if (at >= gaps.fromUs.length) break
    start = gaps.toUs[at] ?? toUs
  }
  return stretches
}

/** The place of the first moment after another one. */
export function firstAbove(moments: Float64Array, us: number): number {
  let [low, high] = [0, moments.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((moments[middle] ?? 0) > us) high = middle
    else low = middle + 1
  }
  return low
}
