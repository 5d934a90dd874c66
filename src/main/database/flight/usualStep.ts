import { BLOCK_DOUBLES, blockField } from '../../ingest/rollup'

/** A gap is longer than so many usual steps. */
const GAP_STEPS = 10
/** Of a long file every so many blocks are enough. */
const MOST_BLOCKS = 1_000

/**
 * The usual time between two records, in microseconds: the median over blocks of the mean step in
 * each, its longest gap left out. Records of one time count as one. Infinity where no two records
 * of a block differ in time.
 */
export function usualStep(rollups: readonly Float64Array[]): number {
  const steps = Float64Array.from(rollups.flatMap(stepsOf)).toSorted()
  return steps[steps.length >> 1] ?? Infinity
}

/** A longer time without a record is a gap, in microseconds; Infinity where nothing is. */
export function usualGap(rollups: readonly Float64Array[]): number {
  return GAP_STEPS * usualStep(rollups)
}

function stepsOf(rollup: Float64Array): number[] {
  const every = BLOCK_DOUBLES * Math.ceil(rollup.length / BLOCK_DOUBLES / MOST_BLOCKS)
  const most = meanStepOfFile(rollup)
  const steps: number[] = []
  for (let at = 0; at < rollup.length; at += every) {
    // Where time is shuffled, the records of a block lie further apart than those of the file.
    const step = Math.min(most, meanStep(rollup, at))
    if (step > 0) steps.push(step)
  }
  return steps
}

function meanStepOfFile(rollup: Float64Array): number {
  let moves = 0
  let fromUs = Infinity
  let toUs = -Infinity
  for (let at = 0; at < rollup.length; at += BLOCK_DOUBLES) {
    moves += movesIn(rollup, at)
    fromUs = Math.min(fromUs, rollup[at + blockField.minUs] ?? 0)
    toUs = Math.max(toUs, rollup[at + blockField.maxUs] ?? 0)
  }
  return (toUs - fromUs) / moves
}

/** 0 where there is none. */
function meanStep(rollup: Float64Array, at: number): number {
  const moves = movesIn(rollup, at)
  const wholeUs = (rollup[at + blockField.maxUs] ?? 0) - (rollup[at + blockField.minUs] ?? 0)
  const gapUs = (rollup[at + blockField.gapToUs] ?? 0) - (rollup[at + blockField.gapFromUs] ?? 0)
  return moves > 1 ? (wholeUs - gapUs) / (moves - 1) : wholeUs
}

/** How often time changed from one record to the next. */
function movesIn(rollup: Float64Array, at: number): number {
  return (rollup[at + blockField.rises] ?? 0) + (rollup[at + blockField.falls] ?? 0)
}
