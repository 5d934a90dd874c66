import type { HistorySeries } from '#shared/history/series'
import { useCallback, type ReactNode } from 'react'
import { Drawing, type Draw } from '../../ui/plot/Drawing'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import { usePlotColours } from '../../ui/plot/tokens'
import { signOf, type Sign } from './marks'

/** A stretch is drawn at the foot of the lane, so high. */
const STRETCH_PX = 4

function drawSign(
  context: CanvasRenderingContext2D,
  { shape }: Sign,
  colour: string,
  x: number,
  middle: number,
): void {
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.beginPath()
  switch (shape) {
    case 'fall':
      context.moveTo(x, middle + 5)
      context.lineTo(x - 5, middle - 4)
      context.lineTo(x + 5, middle - 4)
      context.fill()
      return
    case 'bar':
      context.fillRect(x - 3.5, middle - 5, 2.5, 9)
      context.fillRect(x + 1, middle - 5, 2.5, 9)
      return
    case 'dot':
      context.arc(x, middle, 4.5, 0, 2 * Math.PI)
      context.fill()
      return
    case 'ring':
      context.arc(x, middle, 3.5, 0, 2 * Math.PI)
      context.stroke()
  }
}

interface EventLaneProps {
  readonly series: HistorySeries
  readonly span: TimeSpan
}

/** Restarts, alerts, pauses and starts as signs on the time axis; how long it was held up as bars. */
export function EventLane({ series, span: { fromUs, toUs } }: EventLaneProps): ReactNode {
  const colours = usePlotColours()
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      const xOf = (us: number): number => ((us - fromUs) / (toUs - fromUs)) * width
      const wide = Math.max(1, ((series.bucketMs * 1000) / (toUs - fromUs)) * width)
      const drawStretches = (column: Float64Array, colour: string): void => {
        context.fillStyle = colour
        column.forEach((seconds, i) => {
          const x = xOf((series.fromMs + i * series.bucketMs) * 1000)
          if (seconds > 0 && x > -wide && x < width) {
            context.fillRect(x, height - STRETCH_PX, wide + 0.5, STRETCH_PX)
          }
        })
      }
      drawStretches(series.paused, colours.attention)
      drawStretches(series.alerted, colours.bad)
      for (const { kind, atMs } of series.marks) {
        const sign = signOf(kind)
        const x = xOf(atMs * 1000)
        if (sign === null || x < -6 || x > width + 6) continue
        drawSign(context, sign, colours[sign.colour], x, (height - STRETCH_PX) / 2)
      }
    },
    [series, fromUs, toUs, colours],
  )
  return <Drawing draw={draw} testId="event-lane" />
}
