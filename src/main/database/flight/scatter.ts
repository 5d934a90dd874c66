import type { Scatter, ScatterQuestion } from '#shared/flight/scatter'
import type { ReadDb } from '../handles'
import { frameOf, type Frame } from './frame'
import { planFrame } from './plan'
import {
  blocksInWindow,
  extremeBlocks,
  isCheapToRead,
  recordsIn,
  type SampledBlock,
} from './sample'
import { numbers, WindowRecords, type Column } from './windowRecords'

/** Of more records than this, only those of so many blocks are counted. */
const MOST_RECORDS = 100_000
const MOST_BLOCKS = 400

/** Time, line, x and y. */
type Row = readonly [number, number, number, number]

/** A record may have no value of either channel: then it is no point. */
type MaybeRow = readonly [number, number, number | null, number | null]

function isWhole(row: MaybeRow): row is Row {
  return row[2] !== null && row[3] !== null
}

interface Found {
  readonly fileId: number
  readonly row: Row
}

/** One channel against another: as points where they are few, else counted in bins. */
export function scatter(db: ReadDb, question: ScatterQuestion): Scatter {
  const axes = [question.x, question.y]
  const frame = frameOf(db, question, axes)
  const blocks = blocksInWindow(frame)
  const columns: Column[] = ['line', ...numbers(axes)]
  if (!isCheapToRead(blocks, MOST_RECORDS)) {
    const found = sampled(db, frame, blocks, columns)
    return bins(found, question, recordsIn(blocks))
  }
  const found: Found[] = []
  const records = new WindowRecords<MaybeRow>(db, frame.window, columns)
  for (const plan of planFrame(frame, 0)) {
    records.eachOfPlan(plan, (row) => {
      if (isWhole(row)) found.push({ fileId: plan.fileId, row })
    })
  }
  return found.length <= question.points ? points(found) : bins(found, question, found.length)
}

/** The records of blocks that lie evenly among those of the window, and of those with extremes. */
function sampled(
  db: ReadDb,
  frame: Frame,
  blocks: readonly SampledBlock[],
  columns: readonly Column[],
): Found[] {
  const records = new WindowRecords<MaybeRow>(db, frame.window, columns)
  const every = Math.max(1, blocks.length / MOST_BLOCKS)
  const chosen = new Map<string, SampledBlock>()
  const choose = (block: SampledBlock | undefined): void => {
    if (block !== undefined) chosen.set(`${block.fileId} ${block.block}`, block)
  }
  for (let i = 0; i < blocks.length; i += every) choose(blocks[Math.floor(i)])
  for (const axis of [0, 1]) for (const block of extremeBlocks(frame, axis)) choose(block)
  const found: Found[] = []
  for (const { fileId, block } of chosen.values()) {
    records.eachOfBlocks(fileId, [block], (row) => {
      if (isWhole(row)) found.push({ fileId, row })
    })
  }
  return found
}

function points(found: readonly Found[]): Scatter {
  return {
    kind: 'points',
    x: Float64Array.from(found, ({ row }) => row[2]),
    y: Float64Array.from(found, ({ row }) => row[3]),
    timestampUs: Float64Array.from(found, ({ row }) => row[0]),
    line: Float64Array.from(found, ({ row }) => row[1]),
    fileId: Float64Array.from(found, ({ fileId }) => fileId),
  }
}

function bins(found: readonly Found[], { bins: most }: ScatterQuestion, records: number): Scatter {
  const x = extentOf(found, 2)
  const y = extentOf(found, 3)
  const count = new Float64Array(most.x * most.y)
  for (const { row } of found) {
    const at = binOf(row[3], y, most.y) * most.x + binOf(row[2], x, most.x)
    count[at] = (count[at] ?? 0) + 1
  }
  return {
    kind: 'bins',
    x,
    y,
    columns: most.x,
    rows: most.y,
    count,
    counted: found.length,
    records,
  }
}

interface Extent {
  readonly min: number
  readonly max: number
}

function extentOf(found: readonly Found[], place: 2 | 3): Extent {
  let [min, max] = [Infinity, -Infinity]
  for (const { row } of found) {
    const value = row[place]
    if (value < min) min = value
    if (value > max) max = value
  }
  return min > max ? { min: 0, max: 0 } : { min, max }
}

/** The largest value belongs to the last bin. */
function binOf(value: number, { min, max }: Extent, most: number): number {
  if (max === min) return 0
  // By halves: the whole may be more than a double can hold.
  const share = (value / 2 - min / 2) / (max / 2 - min / 2)
  return Math.min(most - 1, Math.floor(share * most))
}
