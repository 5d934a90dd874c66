import { useCallback, type ReactNode } from 'react'
import { Drawing, type Draw } from './Drawing'
import type { TimeSpan } from './timeSpan'
import { usePlotColours } from './tokens'

/** How often time turned back or stood still, by buckets; bucket i begins at `fromUs + i * bucketUs`. */
export interface MarkBuckets {
  readonly fromUs: number
  readonly bucketUs: number
  readonly outOfOrder: ArrayLike<number>
  readonly repeated: ArrayLike<number>
  /** Each one at its very moment; null where there are too many. */
  readonly marks:
    | readonly { readonly kind: 'out-of-order' | 'repeated'; readonly timestampUs: number }[]
    | null
}

interface MarkLaneProps {
  readonly buckets: MarkBuckets
  readonly span: TimeSpan
}

/** Out of order: a triangle that points back. Repeated: two bars. */
function drawMark(
  context: CanvasRenderingContext2D,
  kind: 'out-of-order' | 'repeated',
  x: number,
  height: number,
): void {
  const middle = height / 2
  if (kind === 'repeated') {
    context.fillRect(x - 2.5, middle - 5, 2, 10)
    context.fillRect(x + 0.5, middle - 5, 2, 10)
    return
  }
  context.beginPath()
  context.moveTo(x - 4, middle)
  context.lineTo(x + 3, middle - 5)
  context.lineTo(x + 3, middle + 5)
  context.closePath()
  context.fill()
}

/** A lane under plots that shows where time is out of order or repeated. */
export function MarkLane({ buckets, span: { fromUs, toUs } }: MarkLaneProps): ReactNode {
  const colours = usePlotColours()
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      const xOf = (us: number): number => ((us - fromUs) / (toUs - fromUs)) * width
      const colour = { 'out-of-order': colours.attention, repeated: colours.accent } as const
      if (buckets.marks !== null) {
        for (const { kind, timestampUs } of buckets.marks) {
          const x = xOf(timestampUs)
          if (x < -4 || x > width + 4) continue
          context.fillStyle = colour[kind]
          drawMark(context, kind, x, height)
        }
        return
      }
      const wide = Math.max(1.5, (buckets.bucketUs / (toUs - fromUs)) * width)
      const drawKind = (counts: ArrayLike<number>, fill: string, top: number): void => {
        context.fillStyle = fill
        for (let i = 0; i < counts.length; i += 1) {
          const x = xOf(buckets.fromUs + i * buckets.bucketUs)
          if ((counts[i] ?? 0) > 0 && x > -wide && x < width) {
            context.fillRect(x, top, wide, height / 2 - 1)
          }
        }
      }
      drawKind(buckets.outOfOrder, colours.attention, 0)
      drawKind(buckets.repeated, colours.accent, height / 2)
    },
    [buckets, fromUs, toUs, colours],
  )
  return <Drawing draw={draw} testId="mark-lane" />
}
