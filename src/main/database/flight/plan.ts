import type { TimeWindow } from '#shared/flight/scope'
import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import type { Frame, FramedFile } from './frame'

/** So many records are read themselves; of more, blocks are taken from the rollup. */
const MOST_RECORDS = 50_000
/** A block that is longer than so many buckets is read all the same. */
const MOST_BUCKETS = 8
/** Where packages lie over each other, each of up to so many lets the others' blocks be longer. */
const MOST_PACKAGES = 8
/** What it costs to find a record by its time, against one of many by its line. */
const COST_BY_TIME = 20

/** Where the records of one file come from. */
export interface FilePlan extends FramedFile {
  /** Where the blocks that are taken whole begin in the rollup. They lie in the window. */
  readonly whole: readonly number[]
  /** Numbers of the blocks whose records are read. */
  readonly read: readonly number[]
  /** Instead of both: all records of the window are read, found by their time. */
  readonly byTime: boolean
}

/**
 * Says for each file where its records in the window come from. Few are read themselves. Of many,
 * only those of blocks at the window's ends and of long blocks, which have a gap inside or are not
 * in the order of time.
 */
export function planFrame({ files, window }: Frame, bucketUs: number): FilePlan[] {
  const counts = files.map(({ rollup }) => countReached(rollup.times, window))
  const records = counts.reduce((sum, count) => sum + count, 0)
  const isMany = records > MOST_RECORDS
  const packages = Math.min(MOST_PACKAGES, counts.filter((count) => count > 0).length)
  const longestUs = isMany ? MOST_BUCKETS * packages * bucketUs : 0
  return files.map((file) => planFile(file, window, longestUs, isMany))
}

/** Records of all blocks that reach into the window. */
function countReached(times: Float64Array, window: TimeWindow): number {
  let count = 0
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
    if (reaches(times, at, window)) count += times[at + blockField.count] ?? 0
  }
  return count
}

function planFile(
  file: FramedFile,
  window: TimeWindow,
  longestUs: number,
  mayUseTime: boolean,
): FilePlan {
  const { times } = file.rollup
  const whole: number[] = []
  const read: number[] = []
  let toRead = 0
  let inWindow = 0
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
    if (!reaches(times, at, window)) continue
    const count = times[at + blockField.count] ?? 0
    const fromUs = times[at + blockField.minUs] ?? 0
    const toUs = (times[at + blockField.maxUs] ?? 0) + 1
    const insideUs = Math.min(toUs, window.toUs) - Math.max(fromUs, window.fromUs)
    // As if its records were spread evenly.
    inWindow += (count * insideUs) / (toUs - fromUs)
    if (insideUs === toUs - fromUs && insideUs <= longestUs) {
      whole.push(at)
    } else {
      read.push(times[at + blockField.block] ?? 0)
      toRead += count
    }
  }
  if (mayUseTime && toRead > COST_BY_TIME * inWindow) {
    return { ...file, whole: [], read: [], byTime: true }
  }
  return { ...file, whole, read, byTime: false }
}

export function reaches(times: Float64Array, at: number, { fromUs, toUs }: TimeWindow): boolean {
  return (times[at + blockField.minUs] ?? 0) < toUs && (times[at + blockField.maxUs] ?? 0) >= fromUs
}
