import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import { linesOfBlock } from '../../record/blocks'
import { perLayout } from '../definitions/layoutOf'
import type { ReadDb } from '../handles'
import { lineId } from '../lines/lineId'

/**
 * Of a longer package the steps of so many blocks are looked at, spread over it evenly: 16,384
 * records say what most steps are as well as all of them do.
 */
const MOST_BLOCKS = 64

const selectTimes = perLayout((db: ReadDb, { table }) =>
  db
    .prepare<[bigint, bigint], number>(
      `SELECT timestamp_us FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .pluck(),
)

/** The times of a package's records from one block to another, both included, in line order. */
export function timesOfBlocks(db: ReadDb, fileId: number, from: number, to: number): number[] {
  const { first } = linesOfBlock(from)
  const { last } = linesOfBlock(to)
  return selectTimes(db, fileId).all(lineId(fileId, first), lineId(fileId, last))
}

/** Steps from one record to the next of a package whose lines are in the order of time; ascending. */
export function sampledSteps(db: ReadDb, fileId: number, blocks: Float64Array): Float64Array {
  const every = Math.ceil(blocks.length / BLOCK_DOUBLES / MOST_BLOCKS) * BLOCK_DOUBLES
  const steps: number[] = []
  for (let at = 0; at < blocks.length; at += every) {
    const block = blocks[at + blockField.block] ?? 0
    const times = timesOfBlocks(db, fileId, block, block)
    const isMixed =
      (blocks[at + blockField.rises] ?? 0) > 0 && (blocks[at + blockField.falls] ?? 0) > 0
    if (isMixed) times.sort((a, b) => a - b)
    for (let i = 1; i < times.length; i += 1) steps.push((times[i] ?? 0) - (times[i - 1] ?? 0))
    // To the next block: where nearly all lines are bad, these are all steps that there are.
    const next = blocks[at + BLOCK_DOUBLES + blockField.firstUs]
    if (next !== undefined) steps.push(next - (blocks[at + blockField.lastUs] ?? 0))
  }
  return ascending(steps.map(Math.abs))
}

/** Steps between times that ascend; ascending. */
export function stepsOf(times: Float64Array): Float64Array {
  return ascending(times.subarray(1).map((time, i) => time - (times[i] ?? 0)))
}

/** Records of one time count as one. */
function ascending(steps: readonly number[] | Float64Array): Float64Array {
  return Float64Array.from(steps)
    .filter((step) => step > 0)
    .toSorted()
}

/** How often time changed from one record to the next, all in all. */
export function countSteps(times: Float64Array): number {
  let steps = 0
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
    steps += (times[at + blockField.rises] ?? 0) + (times[at + blockField.falls] ?? 0)
    const next = times[at + BLOCK_DOUBLES + blockField.firstUs]
    if (next !== undefined && next !== times[at + blockField.lastUs]) steps += 1
  }
  return steps
}
