import { addTimes, BLOCK_DOUBLES, blockField, putTimes } from './blockTimes'
import { blockOfLine, countBlocks } from './blocks'
import { addChannel, CHANNEL_DOUBLES, putChannel } from './channelFigures'
import type { RecordColumns } from './columns'

/**
 * Records summed up, block by block in line order. A block without records is left out; one whose
 * lines came in several chunks may come in several parts, which `joinRollups` puts together.
 */
export interface Rollup {
  /** How many channels the records have. */
  readonly channels: number
  /** BLOCK_DOUBLES for each block. */
  readonly times: Float64Array<ArrayBuffer>
  /** CHANNEL_DOUBLES for each channel of each block, channel after channel. */
  readonly figures: Float64Array<ArrayBuffer>
}

/** What a rollup is made from: a chunk's records, or as much of them. Lines ascend. */
export type RollupSource = Pick<RecordColumns, 'count' | 'line' | 'timestampUs' | 'values'>

export function makeRollup(records: RollupSource): Rollup {
  const { count, line, values } = records
  const blocks = countBlocks(records)
  const times = new Float64Array(blocks * BLOCK_DOUBLES)
  const figures = new Float64Array(blocks * values.length * CHANNEL_DOUBLES)
  let at = 0
  let figuresAt = 0
  for (let from = 0; from < count; at += BLOCK_DOUBLES) {
    const block = blockOfLine(line[from] ?? 0)
    let to = from + 1
    while (to < count && blockOfLine(line[to] ?? 0) === block) to += 1
    times[at + blockField.block] = block
    times[at + blockField.count] = to - from
    putTimes(times, at, records.timestampUs, from, to)
    for (const column of values) {
      putChannel(figures, figuresAt, column, from, to)
      figuresAt += CHANNEL_DOUBLES
    }
    from = to
  }
  return { channels: values.length, times, figures }
}

/** Rollups of lines that follow each other as one, in which each block comes once. */
export function joinRollups(parts: readonly Rollup[]): Rollup {
  const channels = parts[0]?.channels ?? 0
  const width = channels * CHANNEL_DOUBLES
  const most = parts.reduce((sum, { times }) => sum + times.length / BLOCK_DOUBLES, 0)
  const times = new Float64Array(most * BLOCK_DOUBLES)
  const figures = new Float64Array(most * width)
  let blocks = 0
  for (const part of parts) {
    const last = blocks - 1
    const shares = times[last * BLOCK_DOUBLES + blockField.block] === part.times[blockField.block]
    const first = last >= 0 && shares ? 1 : 0
    if (first === 1) {
      addTimes(times, last * BLOCK_DOUBLES, part.times, 0)
      for (let at = 0; at < width; at += CHANNEL_DOUBLES) {
        addChannel(figures, last * width + at, part.figures, at)
      }
    }
    times.set(part.times.subarray(first * BLOCK_DOUBLES), blocks * BLOCK_DOUBLES)
    figures.set(part.figures.subarray(first * width), blocks * width)
    blocks += part.times.length / BLOCK_DOUBLES - first
  }
  return {
    channels,
    times: times.subarray(0, blocks * BLOCK_DOUBLES),
    figures: figures.subarray(0, blocks * width),
  }
}

/** One block of a rollup, by its place. */
export function blockOf({ channels, times, figures }: Rollup, place: number): Rollup {
  const width = channels * CHANNEL_DOUBLES
  return {
    channels,
    times: times.subarray(place * BLOCK_DOUBLES, (place + 1) * BLOCK_DOUBLES),
    figures: figures.subarray(place * width, (place + 1) * width),
  }
}

/** The buffers to transfer with a rollup. */
export function rollupBuffers({ times, figures }: Rollup): ArrayBuffer[] {
  return [times.buffer, figures.buffer]
}
