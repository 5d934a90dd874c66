import { BLOCK_DOUBLES } from '../../record/blockTimes'
import { CHANNEL_DOUBLES, channelField } from '../../record/channelFigures'
import type { Rollup } from '../../record/rollup'
import type { ShownNumber } from '../definitions/reading'
import { scaled } from '../definitions/scaling'
import { valuesAt, type PackedRollup } from '../rollups/rollupBlob'

const F = channelField

/**
 * The figures of some channels as they are shown, in their order. Those of a channel that the records
 * don't have are of no value.
 */
export function shownRollup(
  packed: PackedRollup,
  numbers: readonly (ShownNumber | undefined)[],
): Rollup {
  const { times } = packed
  const blocks = times.length / BLOCK_DOUBLES
  const shown = new Float64Array(blocks * numbers.length * CHANNEL_DOUBLES)
  const step = numbers.length * CHANNEL_DOUBLES
  for (const [k, number] of numbers.entries()) {
    if (number === undefined) putNothing(shown, k * CHANNEL_DOUBLES, step)
    else putScaled(shown, k * CHANNEL_DOUBLES, step, packed, number)
  }
  return { channels: numbers.length, times, figures: shown }
}

function putNothing(shown: Float64Array, first: number, step: number): void {
  for (let to = first; to < shown.length; to += step) {
    shown[to + F.min] = NaN
    shown[to + F.max] = NaN
  }
}

function putScaled(
  shown: Float64Array,
  first: number,
  step: number,
  packed: PackedRollup,
  { place, scaling }: ShownNumber,
): void {
  const { doubles, start, stride, figures } = packed
  const { scale = 1, offset = 0 } = scaling
  const [least, greatest] = scale < 0 ? [F.max, F.min] : [F.min, F.max]
  let from = start + place * figures
  for (let to = first, block = 0; to < shown.length; to += step, block += 1, from += stride) {
    const count = valuesAt(packed, block, from)
    shown[to + F.min] = scaled(doubles[from + least] ?? NaN, scaling)
    shown[to + F.max] = scaled(doubles[from + greatest] ?? NaN, scaling)
    shown[to + F.sum] = (doubles[from + F.sum] ?? 0) * scale + offset * count
    shown[to + F.count] = count
  }
}
