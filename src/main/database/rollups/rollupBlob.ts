import { BLOCK_DOUBLES, blockField } from '../../record/blockTimes'
import { CHANNEL_DOUBLES, channelField } from '../../record/channelFigures'
import type { Rollup } from '../../record/rollup'

/**
 * A rollup as `rollups.blocks` keeps it, in little-endian doubles: its shape, then its times, then
 * its figures. Where every record has a value of every channel, which is usual, the number of values
 * of each channel is that of the records and is left out.
 *
 * What versions before wrote begins with the number of its first block, which is not negative: for
 * each block its times, then the figures of four channels without the number of values.
 */
interface Shape {
  readonly channels: number
  /** Doubles for each channel of a block. */
  readonly figures: number
}

const DOUBLE = Float64Array.BYTES_PER_ELEMENT
/** Without the number of values, which is the last of them. */
const WITHOUT_COUNT = channelField.count
const OLD: Shape = { channels: 4, figures: WITHOUT_COUNT }
const OLD_BLOCK_DOUBLES = BLOCK_DOUBLES + OLD.channels * OLD.figures

export function packRollup(rollup: Rollup): Uint8Array {
  const { channels, times } = rollup
  const isWhole = hasAllValues(rollup)
  const figures = isWhole ? withoutCounts(rollup.figures) : rollup.figures
  const packed = new Float64Array(1 + times.length + figures.length)
  packed[0] = -1 - 2 * channels - (isWhole ? 0 : 1)
  packed.set(times, 1)
  packed.set(figures, 1 + times.length)
  return new Uint8Array(packed.buffer)
}

/** How long the blob is where no value is missing, in bytes. */
export function packedBytes(blocks: number, channels: number): number {
  return DOUBLE * (1 + blocks * (BLOCK_DOUBLES + channels * WITHOUT_COUNT))
}

export function unpackRollup(blob: Uint8Array): Rollup {
  const doubles = doublesOf(blob)
  const shape = shapeOf(doubles)
  if (shape === null) return unpackOld(doubles)
  const timesEnd = 1 + timesIn(doubles.length, shape)
  const [times, figures] = [doubles.slice(1, timesEnd), doubles.slice(timesEnd)]
  const isWhole = shape.figures === WITHOUT_COUNT
  const { channels } = shape
  return { channels, times, figures: isWhole ? withCounts(times, figures, channels) : figures }
}

/** Only its times, for those who ask for nothing else. */
export function unpackTimes(blob: Uint8Array): Float64Array<ArrayBuffer> {
  const shape = shapeOf(doublesOf(blob.subarray(0, DOUBLE)))
  if (shape === null) return oldTimes(doublesOf(blob))
  const end = 1 + timesIn(blob.length / DOUBLE, shape)
  return doublesOf(blob.subarray(DOUBLE, end * DOUBLE))
}

/** Null of what versions before wrote. */
function shapeOf([first = 0]: Float64Array): Shape | null {
  if (first >= 0) return null
  const code = -1 - first
  return {
    channels: Math.floor(code / 2),
    figures: code % 2 === 0 ? WITHOUT_COUNT : CHANNEL_DOUBLES,
  }
}

function timesIn(length: number, { channels, figures }: Shape): number {
  return ((length - 1) / (BLOCK_DOUBLES + channels * figures)) * BLOCK_DOUBLES
}

function hasAllValues({ channels, times, figures }: Rollup): boolean {
  for (let at = 0; at < figures.length; at += CHANNEL_DOUBLES) {
    const block = Math.floor(at / (channels * CHANNEL_DOUBLES))
    const records = times[block * BLOCK_DOUBLES + blockField.count]
    if (figures[at + channelField.count] !== records) return false
  }
  return true
}

function withoutCounts(figures: Float64Array): Float64Array {
  const fewer = new Float64Array((figures.length / CHANNEL_DOUBLES) * WITHOUT_COUNT)
  for (let from = 0, to = 0; from < figures.length; from += CHANNEL_DOUBLES, to += WITHOUT_COUNT) {
    fewer.set(figures.subarray(from, from + WITHOUT_COUNT), to)
  }
  return fewer
}

function withCounts(
  times: Float64Array,
  figures: Float64Array,
  channels: number,
): Float64Array<ArrayBuffer> {
  const all = new Float64Array((figures.length / WITHOUT_COUNT) * CHANNEL_DOUBLES)
  for (let from = 0, to = 0; from < figures.length; from += WITHOUT_COUNT, to += CHANNEL_DOUBLES) {
    all.set(figures.subarray(from, from + WITHOUT_COUNT), to)
    const block = Math.floor(from / (channels * WITHOUT_COUNT))
    all[to + channelField.count] = times[block * BLOCK_DOUBLES + blockField.count] ?? 0
  }
  return all
}

function oldTimes(doubles: Float64Array): Float64Array<ArrayBuffer> {
  return parts(doubles, 0, BLOCK_DOUBLES)
}

function unpackOld(doubles: Float64Array): Rollup {
  const times = oldTimes(doubles)
  const figures = parts(doubles, BLOCK_DOUBLES, OLD_BLOCK_DOUBLES)
  return { channels: OLD.channels, times, figures: withCounts(times, figures, OLD.channels) }
}

/** The same part of each block, one after the other. */
function parts(doubles: Float64Array, from: number, to: number): Float64Array<ArrayBuffer> {
  const blocks = doubles.length / OLD_BLOCK_DOUBLES
  const found = new Float64Array(blocks * (to - from))
  for (let block = 0; block < blocks; block += 1) {
    const start = block * OLD_BLOCK_DOUBLES
    found.set(doubles.subarray(start + from, start + to), block * (to - from))
  }
  return found
}

/** The blob's doubles. Its bytes may begin anywhere in a buffer; doubles may not. */
function doublesOf(blob: Uint8Array): Float64Array<ArrayBuffer> {
  return new Float64Array(new Uint8Array(blob).buffer)
}
