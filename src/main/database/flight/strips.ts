import { MAX_WORDS } from '#shared/flight/bounds'
import type { Statuses, WordCounts } from '#shared/flight/statuses'
import type { TimeWindow } from '#shared/flight/scope'
import { Shares, type Grid } from './grid'

type Word = string | null

/** How many records have which word of which instrument, bucket by bucket. */
export class Strips {
  readonly #grid: Grid
  readonly #instruments = new Map<string, Map<Word, Shares>>()
  #exact = true

  constructor(grid: Grid) {
    this.#grid = grid
  }

  /** Where records with this word are counted. */
  counter(instrument: string, word: Word): Shares {
    const words = this.#instruments.get(instrument) ?? new Map<Word, Shares>()
    this.#instruments.set(instrument, words)
    const told = word === null || words.has(word) || words.size < MAX_WORDS ? word : null
    const known = words.get(told)
    if (known !== undefined) return known
    const shares = new Shares(this.#grid)
    words.set(told, shares)
    return shares
  }

  /** Records that lie evenly in some stretches of the window. */
  spread(counter: Shares, stretches: readonly TimeWindow[], count: number): void {
    const [only, second] = stretches
    if (only === undefined) return
    if (second === undefined) {
      counter.spread(only, count)
      return
    }
    const wholeUs = stretches.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0)
    for (const stretch of stretches) {
      counter.spread(stretch, (count * (stretch.toUs - stretch.fromUs)) / wholeUs)
    }
  }

  /** To be told of stretches that lie over a border between buckets. */
  isShared(stretches: readonly TimeWindow[]): void {
    const from = stretches[0]?.fromUs ?? 0
    const to = (stretches.at(-1)?.toUs ?? 1) - 1
    if (this.#grid.bucketOf(from) !== this.#grid.bucketOf(to)) this.#exact = false
  }

  /** @param order the names that come first, in this order */
  statuses(order: readonly string[]): Statuses {
    const names = new Set([...order, ...this.#instruments.keys()])
    return {
      fromUs: this.#grid.fromUs,
      bucketUs: this.#grid.bucketUs,
      exact: this.#exact,
      instruments: [...names].flatMap((name) => {
        const words = this.#instruments.get(name)
        return words === undefined ? [] : [{ name, words: wordsOf(words) }]
      }),
    }
  }
}

function wordsOf(words: ReadonlyMap<Word, Shares>): WordCounts[] {
  return [...words]
    .map(([word, shares]) => {
      const count = shares.totals()
      return { word, count, total: count.reduce((sum, inBucket) => sum + inBucket, 0) }
    })
    .toSorted((a, b) => b.total - a.total)
}
