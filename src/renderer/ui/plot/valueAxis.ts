import { tickText } from './tickText'
import { plotFont, type PlotColours } from './tokens'
import type { ValueScale } from './valueScale'

/** Room for the numbers of the value axis, left of every plot of a stack. */
export const VALUE_AXIS_PX = 80
/** Between the numbers and the plot. */
const BESIDE_PX = 6
/** Around a number that reaches into the plot. */
const HALO_PX = 3

/**
 * Writes the numbers of a value axis. One that is longer than the room beside the plot begins at its
 * left end and reaches into the plot: no digit is cut off, and nothing moves while one zooms.
 */
export function drawValueTicks(
  context: CanvasRenderingContext2D,
  scale: ValueScale,
  toY: (value: number) => number,
  colours: PlotColours,
): void {
  context.font = plotFont()
  context.textBaseline = 'middle'
  context.fillStyle = colours.muted
  context.strokeStyle = colours.surface
  context.lineWidth = 2 * HALO_PX
  context.lineJoin = 'round'
  for (const tick of scale.ticks) {
    const label = tickText(tick, scale)
    const beside = VALUE_AXIS_PX - BESIDE_PX - context.measureText(label).width
    const x = Math.max(1, beside)
    if (x > beside) context.strokeText(label, x, toY(tick))
    context.fillText(label, x, toY(tick))
  }
}
