import { channelNames } from '#shared/satellites/definition'
import type { RecordColumns } from './chunk'

/**
 * Lines whose numbers differ only in their last 8 bits make a block: 256 lines, fixed by the line
 * number, so that any writer of any part of a file cuts it at the same places.
 */
const LINE_BITS = 8

/**
 * A rollup sums records up, block by block in line order. It is one array of doubles: so many for
 * each block, at these places. A block without records is left out; one whose lines came in several
 * chunks may come in several parts, which `appendRollup` puts together.
 */
export const blockField = {
  /** The line number without its last 8 bits. */
  block: 0,
  /** Records. */
  count: 1,
  /** Time of the first and the last record in line order, microseconds since 1970 UTC. */
  firstUs: 2,
  lastUs: 3,
  /** The earliest and the latest time. */
  minUs: 4,
  maxUs: 5,
  /** How often time went on, went back, or stood still from one record to the next. */
  rises: 6,
  falls: 7,
  repeats: 8,
  /** The longest time between minUs and maxUs without a record: the records at its two ends. */
  gapFromUs: 9,
  gapToUs: 10,
  /** Smallest, largest and sum of velocity; those of the other channels follow in their order. */
  channels: 11,
} as const

/** For each channel, from `blockField.channels` on. */
export const channelField = { min: 0, max: 1, sum: 2 } as const
export const CHANNEL_DOUBLES = 3
export const BLOCK_DOUBLES = blockField.channels + CHANNEL_DOUBLES * channelNames.length
const F = blockField

/** The block that a line belongs to. */
export function blockOfLine(line: number): number {
  return line >>> LINE_BITS
}

/** The first and the last line of a block. */
export function linesOfBlock(block: number): { readonly first: number; readonly last: number } {
  const lines = 2 ** LINE_BITS
  return { first: block * lines, last: block * lines + lines - 1 }
}

/** What a rollup is made from: a chunk's records, or as much of them. Lines ascend. */
export type RollupSource = Pick<RecordColumns, 'count' | 'line' | 'timestampUs' | 'values'>

/** The rollup of a chunk's records. */
export function makeRollup(records: RollupSource): Float64Array<ArrayBuffer> {
  const { count, line } = records
  const rollup = new Float64Array(countBlocks(records) * BLOCK_DOUBLES)
  let at = 0
  for (let from = 0; from < count; at += BLOCK_DOUBLES) {
    const block = blockOfLine(line[from] ?? 0)
    let to = from + 1
    while (to < count && blockOfLine(line[to] ?? 0) === block) to += 1
    rollup[at + F.block] = block
    rollup[at + F.count] = to - from
    putTimes(rollup, at, records.timestampUs, from, to)
    for (const [k, values] of records.values.entries()) {
      putChannel(rollup, at + F.channels + k * CHANNEL_DOUBLES, values, from, to)
    }
    from = to
  }
  return rollup
}

/**
 * Puts a rollup of later lines behind the first `length` doubles of `target`, which must have room
 * for it. A block that both have becomes one. Returns the length of the two together.
 */
export function appendRollup(target: Float64Array, length: number, more: Float64Array): number {
  const last = length - BLOCK_DOUBLES
  const shares = last >= 0 && more.length > 0 && target[last + F.block] === more[F.block]
  if (shares) addPart(target, last, more, 0)
  const rest = shares ? more.subarray(BLOCK_DOUBLES) : more
  target.set(rest, length)
  return length + rest.length
}

/** The earliest and the latest time in a rollup that is not empty. */
export function rollupSpan(rollup: Float64Array): { fromUs: number; toUs: number } {
  let [fromUs, toUs] = [Infinity, -Infinity]
  for (let at = 0; at < rollup.length; at += BLOCK_DOUBLES) {
    fromUs = Math.min(fromUs, rollup[at + F.minUs] ?? Infinity)
    toUs = Math.max(toUs, rollup[at + F.maxUs] ?? -Infinity)
  }
  return { fromUs, toUs }
}

/** How many blocks the lines of records lie in. */
export function countBlocks({ count, line }: Pick<RecordColumns, 'count' | 'line'>): number {
  let blocks = 0
  let last = -1
  for (let i = 0; i < count; i += 1) {
    const block = blockOfLine(line[i] ?? 0)
    if (block !== last) blocks += 1
    last = block
  }
  return blocks
}

function putTimes(
  rollup: Float64Array,
  at: number,
  times: Float64Array,
  from: number,
  to: number,
): void {
  const first = times[from] ?? 0
  let last = first
  let rises = 0
  let falls = 0
  let longest = 0
  let gapAt = from
  for (let i = from + 1; i < to; i += 1) {
    const time = times[i] ?? 0
    let step = time - last
    if (step > 0) {
      rises += 1
    } else if (step < 0) {
      falls += 1
      step = -step
    }
    if (step > longest) {
      longest = step
      gapAt = i
    }
    last = time
  }
  rollup[at + F.firstUs] = first
  rollup[at + F.lastUs] = last
  rollup[at + F.rises] = rises
  rollup[at + F.falls] = falls
  rollup[at + F.repeats] = to - from - 1 - rises - falls
  if (rises > 0 && falls > 0) putDisorder(rollup, at, times.subarray(from, to).toSorted())
  else putExtent(rollup, at, first, last, times[Math.max(from, gapAt - 1)] ?? 0, times[gapAt] ?? 0)
}

/** Where time turns back a long step is no gap: other records may lie within it. */
function putDisorder(rollup: Float64Array, at: number, sorted: Float64Array): void {
  let longest = 0
  let gapAt = 0
  for (let i = 1; i < sorted.length; i += 1) {
    const step = (sorted[i] ?? 0) - (sorted[i - 1] ?? 0)
    if (step > longest) {
      longest = step
      gapAt = i
    }
  }
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  putExtent(rollup, at, first, last, sorted[gapAt - 1] ?? first, sorted[gapAt] ?? first)
}

/** The ends of all times and those of the longest gap, each in either order. */
function putExtent(
  rollup: Float64Array,
  at: number,
  end: number,
  otherEnd: number,
  gapEnd: number,
  otherGapEnd: number,
): void {
  rollup[at + F.minUs] = Math.min(end, otherEnd)
  rollup[at + F.maxUs] = Math.max(end, otherEnd)
  rollup[at + F.gapFromUs] = Math.min(gapEnd, otherGapEnd)
  rollup[at + F.gapToUs] = Math.max(gapEnd, otherGapEnd)
}

function putChannel(
  rollup: Float64Array,
  at: number,
  values: Float64Array,
  from: number,
  to: number,
): void {
  let min = values[from] ?? 0
  let max = min
  let sum = min
  for (let i = from + 1; i < to; i += 1) {
    const value = values[i] ?? 0
    if (value < min) min = value
    else if (value > max) max = value
    sum += value
  }
  rollup[at + channelField.min] = min
  rollup[at + channelField.max] = max
  rollup[at + channelField.sum] = sum
}

/**
 * Adds the part at `from` to the one at `into`, which holds earlier lines of the same block. The
 * result is that of all these records in one go, but for two things: a sum may differ in its last
 * bits, and where the two lie over each other in time the longest gap may be a shorter one.
 */
function addPart(target: Float64Array, into: number, source: Float64Array, from: number): void {
  putLongestGap(target, into, source, from)
  const step = (source[from + F.firstUs] ?? 0) - (target[into + F.lastUs] ?? 0)
  const turn = step > 0 ? F.rises : step < 0 ? F.falls : F.repeats
  target[into + turn] = (target[into + turn] ?? 0) + 1
  for (const field of [F.count, F.rises, F.falls, F.repeats]) add(target, into, source, from, field)
  target[into + F.lastUs] = source[from + F.lastUs] ?? 0
  lower(target, into, source, from, F.minUs)
  raise(target, into, source, from, F.maxUs)
  for (let field: number = F.channels; field < BLOCK_DOUBLES; field += CHANNEL_DOUBLES) {
    lower(target, into, source, from, field + channelField.min)
    raise(target, into, source, from, field + channelField.max)
    add(target, into, source, from, field + channelField.sum)
  }
}

/**
 * What is empty in both parts: the gaps of each, and what lies outside of each, cut with those of
 * the other.
 */
function putLongestGap(
  target: Float64Array,
  into: number,
  source: Float64Array,
  from: number,
): void {
  let [longest, gapFrom, gapTo] = [0, target[into + F.minUs] ?? 0, target[into + F.minUs] ?? 0]
  for (const [aFrom, aTo] of emptyTimes(target, into)) {
    for (const [bFrom, bTo] of emptyTimes(source, from)) {
      const [start, end] = [Math.max(aFrom, bFrom), Math.min(aTo, bTo)]
      if (start === -Infinity || end === Infinity) continue
      if (end - start > longest) [longest, gapFrom, gapTo] = [end - start, start, end]
    }
  }
  target[into + F.gapFromUs] = gapFrom
  target[into + F.gapToUs] = gapTo
}

function emptyTimes(rollup: Float64Array, at: number): [number, number][] {
  return [
    [-Infinity, rollup[at + F.minUs] ?? 0],
    [rollup[at + F.gapFromUs] ?? 0, rollup[at + F.gapToUs] ?? 0],
    [rollup[at + F.maxUs] ?? 0, Infinity],
  ]
}

type Combine = (
  target: Float64Array,
  into: number,
  source: Float64Array,
  from: number,
  field: number,
) => void

const add: Combine = (target, into, source, from, field) => {
  target[into + field] = (target[into + field] ?? 0) + (source[from + field] ?? 0)
}
const lower: Combine = (target, into, source, from, field) => {
  target[into + field] = Math.min(target[into + field] ?? 0, source[from + field] ?? 0)
}
const raise: Combine = (target, into, source, from, field) => {
  target[into + field] = Math.max(target[into + field] ?? 0, source[from + field] ?? 0)
}
