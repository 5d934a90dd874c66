import type { TimeSpan } from '../../ui/plot/timeSpan'
import { placeIn } from './span'

/** Nothing that is there is drawn narrower, or lower. */
const LEAST_PX = 2
const LEAST_SHARE = 0.35

/** Shares of equal columns of time. */
export interface Columns {
  readonly fromUs: number
  readonly columnUs: number
  readonly shares: Float64Array
}

/** Where a moment is drawn, px; those outside at the edge that they are beyond. */
export function edgeOf(span: TimeSpan, width: number, us: number): number {
  return Math.round(Math.min(Math.max(placeIn(span, us), 0), 1) * width)
}

/** Draws a bar for each column that has a share: the higher the more. */
export function drawColumns(
  context: CanvasRenderingContext2D,
  { fromUs, columnUs, shares }: Columns,
  span: TimeSpan,
  { width, top, height }: { readonly width: number; readonly top: number; readonly height: number },
): void {
  for (const [i, share] of shares.entries()) {
    if (share === 0) continue
    const left = edgeOf(span, width, fromUs + i * columnUs)
    const right = edgeOf(span, width, fromUs + (i + 1) * columnUs)
    // Beside what is looked at.
    if (left === right && (left === 0 || left === width)) continue
    const high = Math.round((LEAST_SHARE + (1 - LEAST_SHARE) * share) * height)
    context.fillRect(left, top + height - high, Math.max(LEAST_PX, right - left), high)
  }
}
