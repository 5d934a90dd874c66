import { CHANNEL_DOUBLES, channelField } from '../../record/channelFigures'
import type { Rollup } from '../../record/rollup'
import type { ShownNumber } from '../definitions/reading'
import { scaled } from '../definitions/scaling'

const F = channelField

/**
 * The figures of some channels as they are shown, in their order. Those of a channel that the records
 * don't have are of no value.
 */
export function shownRollup(
  { channels, times, figures }: Rollup,
  numbers: readonly (ShownNumber | undefined)[],
): Rollup {
  const blocks = channels === 0 ? 0 : figures.length / (channels * CHANNEL_DOUBLES)
  const shown = new Float64Array(blocks * numbers.length * CHANNEL_DOUBLES)
  let to = 0
  for (let block = 0; block < blocks; block += 1) {
    for (const number of numbers) {
      const from = (block * channels + (number?.place ?? 0)) * CHANNEL_DOUBLES
      if (number === undefined) {
        shown[to + F.min] = NaN
        shown[to + F.max] = NaN
      } else putScaled(shown, to, figures, from, number)
      to += CHANNEL_DOUBLES
    }
  }
  return { channels: numbers.length, times, figures: shown }
}

function putScaled(
  shown: Float64Array,
  to: number,
  figures: Float64Array,
  from: number,
  { scaling }: ShownNumber,
): void {
  const { scale = 1, offset = 0 } = scaling
  const [least, greatest] = scale < 0 ? [F.max, F.min] : [F.min, F.max]
  const count = figures[from + F.count] ?? 0
  shown[to + F.min] = scaled(figures[from + least] ?? NaN, scaling)
  shown[to + F.max] = scaled(figures[from + greatest] ?? NaN, scaling)
  shown[to + F.sum] = (figures[from + F.sum] ?? 0) * scale + offset * count
  shown[to + F.count] = count
}
