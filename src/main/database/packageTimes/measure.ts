import type { Gaps } from '#shared/flight/series'
import { BLOCK_DOUBLES, blockField, recordsIn, spanOf } from '../../record/blockTimes'
import type { ReadDb } from '../handles'
import { isShuffled } from '../connection/memoryTuner'
import { readTimes } from '../rollups/rollups'
import { RecordedTime } from './recordedTime'
import { countSteps, sampledSteps, stepsOf, timesOfBlocks } from './steps'
import { usualGap, usualStep } from './usualStep'

/** Which time a package has records of. */
export interface PackageTime {
  /** The earliest and the latest record. */
  readonly fromUs: number
  readonly toUs: number
  /** What most steps from one record to the next are; null where all records have one time. */
  readonly stepUs: number | null
  /** How many steps there are. */
  readonly steps: number
  /** Times without a record that are longer than ten such steps; ascending. */
  readonly gaps: Gaps
}

/** Blocks that are read before others get their turn: 16,384 records, some 3 ms. */
const BLOCKS_AT_ONCE = 64
const ALL = { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER }

/**
 * Finds out which time a package has, step by step: between two of them whoever waits for the thread
 * can have it. Of a block whose longest time without a record is no gap the rollup says enough; the
 * records of the others are read, and all of a package whose lines are in no order.
 *
 * @returns null where the package has no records
 */
export function* measuring(
  db: ReadDb,
  fileId: number,
): Generator<undefined, PackageTime | null, undefined> {
  const blocks = readTimes(db, fileId, ALL)
  if (blocks.length === 0) return null
  const { fromUs, toUs } = spanOf(blocks)
  const known = { fromUs, toUs, steps: countSteps(blocks) }
  if (isShuffled(blocks)) {
    const times = yield* sortedTimes(db, fileId, blocks)
    const stepUs = usualStep(stepsOf(times))
    const recorded = new RecordedTime(usualGap(stepUs))
    for (const timeUs of times) recorded.add(timeUs, timeUs)
    return { ...known, stepUs, gaps: recorded.gaps() }
  }
  const stepUs = usualStep(sampledSteps(db, fileId, blocks))
  yield
  const gapUs = usualGap(stepUs)
  const recorded = new RecordedTime(gapUs)
  let read = 0
  for (let at = 0; at < blocks.length; at += BLOCK_DOUBLES) {
    const longestUs =
      (blocks[at + blockField.gapToUs] ?? 0) - (blocks[at + blockField.gapFromUs] ?? 0)
    if (longestUs <= gapUs) {
      recorded.add(blocks[at + blockField.minUs] ?? 0, blocks[at + blockField.maxUs] ?? 0)
      continue
    }
    const block = blocks[at + blockField.block] ?? 0
    for (const timeUs of timesOfBlocks(db, fileId, block, block)) recorded.add(timeUs, timeUs)
    read += 1
    if (read % BLOCKS_AT_ONCE === 0) yield
  }
  return { ...known, stepUs, gaps: recorded.gaps() }
}

/** All at once. */
export function measureNow(db: ReadDb, fileId: number): PackageTime | null {
  const steps = measuring(db, fileId)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value ?? null
  }
}

function* sortedTimes(
  db: ReadDb,
  fileId: number,
  blocks: Float64Array,
): Generator<undefined, Float64Array, undefined> {
  const times = new Float64Array(recordsIn(blocks))
  let length = 0
  for (let at = 0; at < blocks.length; at += BLOCK_DOUBLES * BLOCKS_AT_ONCE) {
    const last = Math.min(at + BLOCK_DOUBLES * (BLOCKS_AT_ONCE - 1), blocks.length - BLOCK_DOUBLES)
    const [from = 0, to = 0] = [blocks[at + blockField.block], blocks[last + blockField.block]]
    const found = timesOfBlocks(db, fileId, from, to)
    times.set(found, length)
    length += found.length
    yield
  }
  return times.toSorted()
}
