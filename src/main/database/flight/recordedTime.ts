import type { Stretch } from '#shared/flight/coverage'
import type { Gaps } from '#shared/flight/series'

/** Stretches that are kept before time counts as shuffled. */
const MOST_STRETCHES = 262_144

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

  /** Whether there were too many stretches to remember, so that `gaps` has no answer. */
  get isShuffled(): boolean {
    return this.#fromUs.length >= MOST_STRETCHES
  }

  /** Adds time that has records, with no gap inside. */
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
    const { fromUs, toUs } = this.#sorted()
    return gapsBetween(fromUs, toUs, this.#gapUs)
  }

  /** The stretches themselves, ascending; both ends are records. */
  stretches(): Stretch[] {
    const { fromUs, toUs } = this.#sorted()
    const gaps = gapsBetween(fromUs, toUs, this.#gapUs)
    const [first, last] = [fromUs[0], toUs.at(-1)]
    if (first === undefined || last === undefined) return []
    const starts = [first, ...gaps.toUs]
    return starts.map((start, i) => ({ fromUs: start, toUs: gaps.fromUs[i] ?? last }))
  }

  #sorted(): { fromUs: Float64Array; toUs: Float64Array } {
    this.#endRun()
    this.#runFrom = NaN
    return {
      fromUs: Float64Array.from(this.#fromUs).toSorted(),
      toUs: Float64Array.from(this.#toUs).toSorted(),
    }
  }

  #endRun(): void {
    if (Number.isNaN(this.#runFrom) || this.isShuffled) return
    this.#fromUs.push(this.#runFrom)
    this.#toUs.push(this.#runTo)
  }
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
