import type { GapTimes } from './ChannelPlot'

/** How often each word came, bucket by bucket; bucket i begins at `fromUs + i * bucketUs`. */
export interface StatusBuckets {
  readonly fromUs: number
  readonly bucketUs: number
  /** The most frequent first; null stands for words that are not told apart. */
  readonly words: readonly { readonly word: string | null; readonly count: ArrayLike<number> }[]
}

/** A stretch of time in which an instrument said the same. */
export interface StatusRun {
  readonly fromUs: number
  toUs: number
  /** The most frequent word of the stretch first. */
  readonly words: readonly (string | null)[]
}

function wordsOf({ words }: StatusBuckets, bucket: number): (string | null)[] {
  const present = words.flatMap(({ word, count }) => {
    const here = count[bucket] ?? 0
    return here > 0 ? [{ word, here }] : []
  })
  if (present.length > 1) present.sort((a, b) => b.here - a.here)
  return present.map(({ word }) => word)
}

/** All runs of equal words. A word holds until the next record, but not through a gap. */
export function statusRuns(buckets: StatusBuckets, gaps: GapTimes): StatusRun[] {
  const { fromUs, bucketUs, words } = buckets
  const length = words[0]?.count.length ?? 0
  const runs: StatusRun[] = []
  let gap = 0
  for (let i = 0; i < length; i += 1) {
    const here = wordsOf(buckets, i)
    if (here.length === 0) continue
    const starts = fromUs + i * bucketUs
    const run = runs.at(-1)
    let broken = false
    if (run !== undefined) {
      while ((gaps.toUs[gap] ?? Infinity) < run.toUs) gap += 1
      const gapFrom = gaps.fromUs[gap] ?? Infinity
      broken = gapFrom < starts + bucketUs && (gaps.toUs[gap] ?? Infinity) <= starts + bucketUs
      if (!broken) run.toUs = starts
    }
    const same = run !== undefined && !broken && sameWords(run.words, here)
    if (same) run.toUs = starts + bucketUs
    else runs.push({ fromUs: starts, toUs: starts + bucketUs, words: here })
  }
  return runs
}

function sameWords(a: readonly (string | null)[], b: readonly (string | null)[]): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i])
}

/** A word of a run in the height of its strip. */
export interface Stripe {
  readonly word: string | null
  readonly top: number
  readonly height: number
}

/** What is rare among much else stays visible, and can be told apart as long as there is room. */
const GOOD_PX = 5
const LEAST_PX = 2

/**
 * The rarer words of a run above the most frequent one, from the top. Those that there is no room for
 * stand together in the last stripe.
 */
export function stripesOf([, ...rarer]: readonly (string | null)[], height: number): Stripe[] {
  const room = height - GOOD_PX
  const each = Math.max(
    LEAST_PX,
    Math.min(
      Math.floor(room / rarer.length),
      Math.max(GOOD_PX, Math.floor(height / 2 / rarer.length)),
    ),
  )
  const fit = Math.max(1, Math.floor(room / each))
  return rarer.slice(0, fit).map((word, i) => {
    const isRest = i === fit - 1 && rarer.length > fit
    return { word: isRest ? null : word, top: i * each, height: each }
  })
}
