import { MAX_MARKS } from '#shared/flight/bounds'
import type { Mark, Marks, MarksQuestion } from '#shared/flight/marks'
import type { TimeWindow } from '#shared/flight/scope'
import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import { linesOfBlock } from '../../record/blocks'
import { perLayout } from '../definitions/layoutOf'
import type { ReadDb } from '../handles'
import { lineId } from '../lines/lineId'
import { recordedSpan } from '../rollups/rollups'
import { directionOf, type Direction } from './direction'
import { Grid, Shares } from './grid'
import { reaches } from './plan'
import { rollupRuns, timeBefore } from './rollupRuns'
import { scopeFiles } from './scopeFiles'

/** Blocks that are read record by record; of more, counts are shared out by time. */
const MOST_READ = 200

/** A block with marks that reaches into the window. */
interface MarkedBlock {
  readonly fileId: number
  readonly direction: Direction
  readonly block: number
  /** The time of its records, and the part of it in the window. */
  readonly stretch: TimeWindow
  readonly inside: TimeWindow
  readonly outOfOrder: number
  readonly repeated: number
}

/** Where time turns against its package's order, or stands still. */
export function marks(db: ReadDb, question: MarksQuestion): Marks {
  const files = scopeFiles(db, question.scope)
  const window = question.window ??
    recordedSpan(
      db,
      files.map(({ fileId }) => fileId),
    ) ?? { fromUs: 0, toUs: 0 }
  const found = files.flatMap(({ fileId }) => markedBlocks(db, fileId, window))
  const grid = new Grid(window, question.buckets)
  const toRead =
    found.length <= MOST_READ
      ? found
      : found.filter((block) => lengthOf(block.inside) < lengthOf(block.stretch))
  const isRead = new Set(toRead.slice(0, MOST_READ))
  const counts = { 'out-of-order': new Shares(grid), repeated: new Shares(grid) }
  const list: Mark[] = []
  for (const block of found) {
    if (isRead.has(block)) {
      for (const mark of marksOf(db, block, window)) {
        counts[mark.kind].add(grid.bucketOf(mark.timestampUs), 1)
        list.push(mark)
      }
      continue
    }
    const share = lengthOf(block.inside) / lengthOf(block.stretch)
    counts['out-of-order'].spread(block.inside, share * block.outOfOrder)
    counts.repeated.spread(block.inside, share * block.repeated)
  }
  const outOfOrder = counts['out-of-order'].totals()
  const repeated = counts.repeated.totals()
  const exact = isRead.size === found.length
  return {
    fromUs: grid.fromUs,
    bucketUs: grid.bucketUs,
    outOfOrder,
    repeated,
    exact,
    outOfOrderTotal: sum(outOfOrder),
    repeatedTotal: sum(repeated),
    marks:
      exact && list.length <= MAX_MARKS
        ? list.toSorted((a, b) => a.timestampUs - b.timestampUs)
        : null,
  }
}

function markedBlocks(db: ReadDb, fileId: number, window: TimeWindow): MarkedBlock[] {
  const found: MarkedBlock[] = []
  const direction = directionOf(db, fileId)
  for (const { times, beforeUs } of rollupRuns(db, fileId, window)) {
    let previousUs = beforeUs
    for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
      const field = (place: number): number => times[at + place] ?? 0
      const step = kindOf(previousUs, field(blockField.firstUs), direction)
      const against = direction === 'ascending' ? blockField.falls : blockField.rises
      const outOfOrder = field(against) + (step === 'out-of-order' ? 1 : 0)
      const repeated = field(blockField.repeats) + (step === 'repeated' ? 1 : 0)
      previousUs = field(blockField.lastUs)
      if (outOfOrder + repeated === 0 || !reaches(times, at, window)) continue
      const stretch = { fromUs: field(blockField.minUs), toUs: field(blockField.maxUs) + 1 }
      found.push({
        fileId,
        direction,
        block: field(blockField.block),
        stretch,
        inside: {
          fromUs: Math.max(stretch.fromUs, window.fromUs),
          toUs: Math.min(stretch.toUs, window.toUs),
        },
        outOfOrder,
        repeated,
      })
    }
  }
  return found
}

function kindOf(beforeUs: number, timeUs: number, direction: Direction): Mark['kind'] | null {
  if (timeUs === beforeUs) return 'repeated'
  // Nothing is before the first record: neither comparison holds for NaN.
  const isAgainst = direction === 'ascending' ? timeUs < beforeUs : timeUs > beforeUs
  return isAgainst ? 'out-of-order' : null
}

const selectTimes = perLayout((db: ReadDb, { table }) =>
  db
    .prepare<[bigint, bigint], [number, number]>(
      `SELECT id & 4294967295, timestamp_us FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw(),
)

/** The marks of a block that lie in the window. */
function* marksOf(db: ReadDb, marked: MarkedBlock, window: TimeWindow): Generator<Mark> {
  const { fileId, block, direction } = marked
  const { first, last } = linesOfBlock(block)
  let previousUs = timeBefore(db, fileId, lineId(fileId, first))
  for (const [line, timestampUs] of selectTimes(db, fileId).all(
    lineId(fileId, first),
    lineId(fileId, last),
  )) {
    const kind = kindOf(previousUs, timestampUs, direction)
    if (kind !== null && timestampUs >= window.fromUs && timestampUs < window.toUs) {
      yield { kind, fileId, line, timestampUs, previousUs }
    }
    previousUs = timestampUs
  }
}

const lengthOf = ({ fromUs, toUs }: TimeWindow): number => toUs - fromUs

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0)
