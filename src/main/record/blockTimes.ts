/** What is known of a block's times: so many doubles, at these places. */
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
} as const

export const BLOCK_DOUBLES = 11
const F = blockField

/** The earliest and the latest of the times of some blocks, of which there is one at least. */
export function spanOf(times: Float64Array): { fromUs: number; toUs: number } {
  let [fromUs, toUs] = [Infinity, -Infinity]
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
    fromUs = Math.min(fromUs, times[at + F.minUs] ?? Infinity)
    toUs = Math.max(toUs, times[at + F.maxUs] ?? -Infinity)
  }
  return { fromUs, toUs }
}

/** How many records some blocks have. */
export function recordsIn(times: Float64Array): number {
  let records = 0
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) records += times[at + F.count] ?? 0
  return records
}

/** Writes what is known of the times of the records from one place to before another. */
export function putTimes(
  blocks: Float64Array,
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
  blocks[at + F.firstUs] = first
  blocks[at + F.lastUs] = last
  blocks[at + F.rises] = rises
  blocks[at + F.falls] = falls
  blocks[at + F.repeats] = to - from - 1 - rises - falls
  if (rises > 0 && falls > 0) putDisorder(blocks, at, times.subarray(from, to).toSorted())
  else putExtent(blocks, at, first, last, times[Math.max(from, gapAt - 1)] ?? 0, times[gapAt] ?? 0)
}

/** Where time turns back a long step is no gap: other records may lie within it. */
function putDisorder(blocks: Float64Array, at: number, sorted: Float64Array): void {
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
  putExtent(blocks, at, first, last, sorted[gapAt - 1] ?? first, sorted[gapAt] ?? first)
}

/** The ends of all times and those of the longest gap, each in either order. */
function putExtent(
  blocks: Float64Array,
  at: number,
  end: number,
  otherEnd: number,
  gapEnd: number,
  otherGapEnd: number,
): void {
  blocks[at + F.minUs] = Math.min(end, otherEnd)
  blocks[at + F.maxUs] = Math.max(end, otherEnd)
  blocks[at + F.gapFromUs] = Math.min(gapEnd, otherGapEnd)
  blocks[at + F.gapToUs] = Math.max(gapEnd, otherGapEnd)
}

/**
 * Adds the part at `from` to the one at `into`, which holds earlier lines of the same block. The
 * result is that of all these records in one go, but that where the two lie over each other in time
 * the longest gap may be a shorter one.
 */
export function addTimes(
  target: Float64Array,
  into: number,
  source: Float64Array,
  from: number,
): void {
  putLongestGap(target, into, source, from)
  const step = (source[from + F.firstUs] ?? 0) - (target[into + F.lastUs] ?? 0)
  const turn = step > 0 ? F.rises : step < 0 ? F.falls : F.repeats
  target[into + turn] = (target[into + turn] ?? 0) + 1
  for (const field of [F.count, F.rises, F.falls, F.repeats]) {
    target[into + field] = (target[into + field] ?? 0) + (source[from + field] ?? 0)
  }
  target[into + F.lastUs] = source[from + F.lastUs] ?? 0
  target[into + F.minUs] = Math.min(target[into + F.minUs] ?? 0, source[from + F.minUs] ?? 0)
  target[into + F.maxUs] = Math.max(target[into + F.maxUs] ?? 0, source[from + F.maxUs] ?? 0)
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

function emptyTimes(blocks: Float64Array, at: number): [number, number][] {
  return [
    [-Infinity, blocks[at + F.minUs] ?? 0],
    [blocks[at + F.gapFromUs] ?? 0, blocks[at + F.gapToUs] ?? 0],
    [blocks[at + F.maxUs] ?? 0, Infinity],
  ]
}
