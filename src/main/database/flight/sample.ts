import type { ChannelName, TimeWindow } from '#shared/flight/scope'
import { channelNames } from '#shared/satellites/definition'
import { BLOCK_DOUBLES, blockField, CHANNEL_DOUBLES, channelField } from '../../record/rollup'
import type { Frame, FramedFile } from './frame'
import { reaches } from './plan'

/** A block of a file, and how many of its records lie in the window, as if spread evenly. */
export interface SampledBlock {
  readonly fileId: number
  readonly block: number
  /** Where it begins in the rollup of its file. */
  readonly at: number
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
 * The blocks that hold the least and the greatest value of a channel in the window: what counts a part
 * of very many must not leave out these.
 */
export function extremeBlocks({ files, window }: Frame, channel: ChannelName): SampledBlock[] {
  const field = blockField.channels + CHANNEL_DOUBLES * channelNames.indexOf(channel)
  const inside: { block: SampledBlock; min: number; max: number }[] = []
  const atEnds: SampledBlock[] = []
  for (const file of files) {
    for (const block of blocksOfFile(file, window)) {
      if (block.inside < block.count) {
        // Its extremes may lie outside of the window.
        if (atEnds.length < MOST_AT_ENDS) atEnds.push(block)
        continue
      }
      const min = file.rollup[block.at + field + channelField.min] ?? 0
      const max = file.rollup[block.at + field + channelField.max] ?? 0
      inside.push({ block, min, max })
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

function blocksOfFile({ fileId, rollup }: FramedFile, window: TimeWindow): SampledBlock[] {
  const blocks: SampledBlock[] = []
  for (let at = 0; at < rollup.length; at += BLOCK_DOUBLES) {
    if (!reaches(rollup, at, window)) continue
    const count = rollup[at + blockField.count] ?? 0
    const minUs = rollup[at + blockField.minUs] ?? 0
    const endUs = (rollup[at + blockField.maxUs] ?? 0) + 1
    const insideUs = Math.min(endUs, window.toUs) - Math.max(minUs, window.fromUs)
    const block = rollup[at + blockField.block] ?? 0
    blocks.push({ fileId, block, at, count, inside: (count * insideUs) / (endUs - minUs) })
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
