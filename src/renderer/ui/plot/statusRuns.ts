import type { GapTimes } from './ChannelPlot'
import type { TimeSpan } from './timeSpan'

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

/**
 * The runs of equal words from one moment to another. A word holds until the next record, but not
 * through a gap.
 */
export function statusRuns(buckets: StatusBuckets, gaps: GapTimes, span: TimeSpan): StatusRun[] {
  const { fromUs, bucketUs, words } = buckets
  const length = words[0]?.count.length ?? 0
  const isFilled = (bucket: number): boolean => words.some(({ count }) => (count[bucket] ?? 0) > 0)
  let first = Math.max(0, Math.floor((span.fromUs - fromUs) / bucketUs) - 1)
  let last = Math.min(length - 1, Math.ceil((span.toUs - fromUs) / bucketUs) + 1)
  // The records beside the span may be many empty buckets away, and their words reach into it.
  while (first > 0 && !isFilled(first)) first -= 1
  while (last < length - 1 && !isFilled(last)) last += 1
  const runs: StatusRun[] = []
  let gap = 0
  for (let i = first; i <= last; i += 1) {
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
