import type { TimeWindow } from '#shared/flight/scope'
import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import { CHANNEL_DOUBLES, channelField } from '../../record/channelFigures'
import type { Frame, FramedFile } from './frame'
import { reaches } from './plan'

/** A block of a file, and how many of its records lie in the window, as if spread evenly. */
export interface SampledBlock {
  readonly fileId: number
  readonly block: number
  /** Its place in the rollup of its file. */
  readonly place: number
  /** Records of the block, and those in the window. */
  readonly count: number
  readonly inside: number
}

/** The blocks that reach into the window, file by file. */
export function blocksInWindow({ files, window }: Frame): SampledBlock[] {
  return files.flatMap((file) => blocksOfFile(file, window))
}

/** Blocks at the ends of the window that are looked into for extremes. */
const MOST_AT_ENDS = 16

/**
 * The blocks that hold the least and the greatest value in the window of one of the channels that the
 * frame was asked for, by its place: what counts a part of very many must not leave out these.
 */
export function extremeBlocks({ files, window }: Frame, channel: number): SampledBlock[] {
  const inside: { block: SampledBlock; min: number; max: number }[] = []
  const atEnds: SampledBlock[] = []
  for (const file of files) {
    for (const block of blocksOfFile(file, window)) {
      if (block.inside < block.count) {
        // Its extremes may lie outside of the window.
        if (atEnds.length < MOST_AT_ENDS) atEnds.push(block)
        continue
      }
      const at = (block.place * file.rollup.channels + channel) * CHANNEL_DOUBLES
      const [min, max] = [
        file.rollup.figures[at + channelField.min] ?? NaN,
        file.rollup.figures[at + channelField.max] ?? NaN,
      ]
      // A block without a value of the channel has no extreme.
      if (!Number.isNaN(min)) inside.push({ block, min, max })
    }
  }
  const [first] = inside
  if (first === undefined) return atEnds
  const least = inside.reduce((a, b) => (b.min < a.min ? b : a), first)
  const greatest = inside.reduce((a, b) => (b.max > a.max ? b : a), first)
  return [...atEnds, least.block, greatest.block]
}

export function recordsIn(blocks: readonly SampledBlock[]): number {
  return blocks.reduce((sum, { inside }) => sum + inside, 0)
}

function blocksOfFile(
  { fileId, rollup: { times } }: FramedFile,
  window: TimeWindow,
): SampledBlock[] {
  const blocks: SampledBlock[] = []
  for (let at = 0; at < times.length; at += BLOCK_DOUBLES) {
    if (!reaches(times, at, window)) continue
    const count = times[at + blockField.count] ?? 0
    const minUs = times[at + blockField.minUs] ?? 0
    const endUs = (times[at + blockField.maxUs] ?? 0) + 1
    const insideUs = Math.min(endUs, window.toUs) - Math.max(minUs, window.fromUs)
    const block = times[at + blockField.block] ?? 0
    blocks.push({
      fileId,
      block,
      place: at / BLOCK_DOUBLES,
      count,
      inside: (count * insideUs) / (endUs - minUs),
    })
  }
  return blocks
}

/** What it costs to find a record by its time, against one of many by its line. */
const COST_BY_TIME = 20

/** Whether all records of the window are read for the price of so many in a row. */
export function isCheapToRead(blocks: readonly SampledBlock[], price: number): boolean {
  const byLine = blocks.reduce((sum, { count }) => sum + count, 0)
  return Math.min(byLine, COST_BY_TIME * recordsIn(blocks)) <= price
}
