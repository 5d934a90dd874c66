import type { RecordColumns } from '../ingest/chunk'
import type { WriteDb } from './handles'

/** For records in the order of their time, either way: the index grows at one place. */
const ORDERED = { cacheKiB: 16_384, checkpointPages: 1_000 }
/**
 * For records in no order: each chunk touches the whole index, so it is worth keeping in memory,
 * and worth moving from the WAL to the database less often.
 */
const SHUFFLED = { cacheKiB: 65_536, checkpointPages: 4_000 }
/** A chunk is shuffled when more than this share of its records turn back in time, both ways. */
const SHUFFLED_SHARE = 0.1

/** Gives SQLite memory by what comes: little, until a file needs more. */
export class MemoryTuner {
  readonly #db: WriteDb
  #shuffled: boolean | null = null

  constructor(db: WriteDb) {
    this.#db = db
    this.#set(false)
  }

  /** To be called before a chunk's transaction. */
  prepareFor(records: RecordColumns): void {
    this.#set(isShuffled(records.timestampUs, records.count))
  }

  #set(shuffled: boolean): void {
    if (shuffled === this.#shuffled) return
    this.#shuffled = shuffled
    const { cacheKiB, checkpointPages } = shuffled ? SHUFFLED : ORDERED
    this.#db.pragma(`main.cache_size = -${cacheKiB}`)
    this.#db.pragma(`wal_autocheckpoint = ${checkpointPages}`)
  }
}

/** Neither mostly ascending nor mostly descending. */
export function isShuffled(values: Float64Array, count: number): boolean {
  let rises = 0
  let falls = 0
  for (let i = 1; i < count; i += 1) {
    const step = (values[i] ?? 0) - (values[i - 1] ?? 0)
    if (step > 0) rises += 1
    else if (step < 0) falls += 1
  }
  return Math.min(rises, falls) > count * SHUFFLED_SHARE
}
