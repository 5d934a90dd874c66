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

/** A rollup as it is kept: of its figures only those need to be touched that somebody asks for. */
export interface PackedRollup {
  readonly channels: number
  readonly times: Float64Array<ArrayBuffer>
  readonly doubles: Float64Array<ArrayBuffer>
  /** Where the figures of the first block begin among the doubles, and how far it is to the next. */
  readonly start: number
  readonly stride: number
  /** Doubles for each channel of a block: with the number of values, or without. */
  readonly figures: number
}

export function openRollup(blob: Uint8Array): PackedRollup {
  const doubles = doublesOf(blob)
  const shape = shapeOf(doubles)
  if (shape === null) {
    const times = oldTimes(doubles)
    return { ...OLD, times, doubles, start: BLOCK_DOUBLES, stride: OLD_BLOCK_DOUBLES }
  }
  const start = 1 + timesIn(doubles.length, shape)
  const stride = shape.channels * shape.figures
  return { ...shape, times: doubles.slice(1, start), doubles, start, stride }
}

/** How many records of a block have a value of the channel whose figures begin there. */
export function valuesAt({ figures, times, doubles }: PackedRollup, block: number, at: number) {
  return figures === WITHOUT_COUNT
    ? (times[block * BLOCK_DOUBLES + blockField.count] ?? 0)
    : (doubles[at + channelField.count] ?? 0)
}

export function unpackRollup(blob: Uint8Array): Rollup {
  const packed = openRollup(blob)
  const { channels, times, doubles, start, stride } = packed
  const blocks = times.length / BLOCK_DOUBLES
  const figures = new Float64Array(blocks * channels * CHANNEL_DOUBLES)
  let to = 0
  for (let block = 0; block < blocks; block += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const at = start + block * stride + channel * packed.figures
      figures.set(doubles.subarray(at, at + WITHOUT_COUNT), to)
      figures[to + channelField.count] = valuesAt(packed, block, at)
      to += CHANNEL_DOUBLES
    }
  }
  return { channels, times, figures }
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

function oldTimes(doubles: Float64Array): Float64Array<ArrayBuffer> {
  const blocks = doubles.length / OLD_BLOCK_DOUBLES
  const times = new Float64Array(blocks * BLOCK_DOUBLES)
  for (let block = 0; block < blocks; block += 1) {
    const start = block * OLD_BLOCK_DOUBLES
    times.set(doubles.subarray(start, start + BLOCK_DOUBLES), block * BLOCK_DOUBLES)
  }
  return times
}

function doublesOf(blob: Uint8Array): Float64Array<ArrayBuffer> {
  return new Float64Array(new Uint8Array(blob).buffer)
}
