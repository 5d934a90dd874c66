import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import type { WriteDb } from '../handles'

/** For records in the order of their time, either way: the index grows at one place. */
const ORDERED = { cacheKiB: 6_144, checkpointPages: 1_000 }
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
  prepareFor(times: Float64Array): void {
    this.#set(isShuffled(times))
  }

  #set(shuffled: boolean): void {
    if (shuffled === this.#shuffled) return
    this.#shuffled = shuffled
    const { cacheKiB, checkpointPages } = shuffled ? SHUFFLED : ORDERED
    this.#db.pragma(`main.cache_size = -${cacheKiB}`)
    this.#db.pragma(`wal_autocheckpoint = ${checkpointPages}`)
  }
}

/** Whether the records of some blocks neither mostly rise nor mostly fall in time. */
export function isShuffled(times: Float64Array): boolean {
  let count = 0
  let rises = 0
  let falls = 0
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
    count += times[at + blockField.count] ?? 0
    rises += times[at + blockField.rises] ?? 0
    falls += times[at + blockField.falls] ?? 0
  }
  return Math.min(rises, falls) > count * SHUFFLED_SHARE
}
