import type { TimeWindow } from '#shared/series'
import { BLOCK_DOUBLES, blockField } from '../ingest/rollup'

/** So many records are read themselves; of more, blocks are taken from the rollup. */
const MOST_RECORDS = 200_000
/** A block that is longer than so many buckets is read all the same. */
const MOST_BUCKETS = 4
/** What it costs to find a record by its time, against one of many by its line. */
const COST_BY_TIME = 20

/** Where the records of one file come from. */
export interface FilePlan {
  /** Where the blocks that are taken whole begin in the rollup. They lie in the window. */
  readonly whole: readonly number[]
  /** Numbers of the blocks whose records are read. */
  readonly read: readonly number[]
  /** Instead of both: all records of the window are read, found by their time. */
  readonly byTime: boolean
}

/**
 * Says for each file, given as its rollup, where its records in the window come from. Few are read
 * themselves. Of many, only those of blocks at the window's ends and of long blocks, which have a
 * gap inside or are not in the order of time.
 */
export function planSeries(
  rollups: readonly Float64Array[],
  window: TimeWindow,
  bucketUs: number,
): FilePlan[] {
  const records = rollups.reduce((sum, rollup) => sum + countReached(rollup, window), 0)
  const isMany = records > MOST_RECORDS
  const longestUs = isMany ? MOST_BUCKETS * bucketUs : 0
  return rollups.map((rollup) => planFile(rollup, window, longestUs, isMany))
}

/** Records of all blocks that reach into the window. */
function countReached(rollup: Float64Array, window: TimeWindow): number {
  let count = 0
  for (let at = 0; at < rollup.length; at += BLOCK_DOUBLES) {
    if (reaches(rollup, at, window)) count += rollup[at + blockField.count] ?? 0
  }
  return count
}

function planFile(
  rollup: Float64Array,
  window: TimeWindow,
  longestUs: number,
  mayUseTime: boolean,
): FilePlan {
  const whole: number[] = []
  const read: number[] = []
  let toRead = 0
  let inWindow = 0
  for (let at = 0; at < rollup.length; at += BLOCK_DOUBLES) {
    if (!reaches(rollup, at, window)) continue
    const count = rollup[at + blockField.count] ?? 0
    const fromUs = rollup[at + blockField.minUs] ?? 0
    const toUs = (rollup[at + blockField.maxUs] ?? 0) + 1
    const insideUs = Math.min(toUs, window.toUs) - Math.max(fromUs, window.fromUs)
    // As if its records were spread evenly.
    inWindow += (count * insideUs) / (toUs - fromUs)
    if (insideUs === toUs - fromUs && insideUs <= longestUs) {
      whole.push(at)
    } else {
      read.push(rollup[at + blockField.block] ?? 0)
      toRead += count
    }
  }
  return { whole, read, byTime: mayUseTime && toRead > COST_BY_TIME * inWindow }
}

function reaches(rollup: Float64Array, at: number, { fromUs, toUs }: TimeWindow): boolean {
  return (
    (rollup[at + blockField.minUs] ?? 0) < toUs && (rollup[at + blockField.maxUs] ?? 0) >= fromUs
  )
}
