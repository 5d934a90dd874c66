import { useCallback, type ReactNode } from 'react'
import { Drawing, type Draw } from './Drawing'
import type { TimeSpan } from './timeSpan'
import { timeTicks } from './timeTicks'
import { plotFont, usePlotColours } from './tokens'

/** Between two labels. */
const BETWEEN_PX = 10

interface TimeAxisProps {
  readonly span: TimeSpan
}

/** The time axis below a stack of plots, UTC. It begins where their value axes end. */
export function TimeAxis({ span: { fromUs, toUs } }: TimeAxisProps): ReactNode {
  const colours = usePlotColours()
  const draw = useCallback<Draw>(
    (context, { width, height }) => {
      context.font = plotFont()
      context.textBaseline = 'middle'
      let taken = -Infinity
      for (const { us, label } of timeTicks(fromUs, toUs, width)) {
        const x = ((us - fromUs) / (toUs - fromUs)) * width
        context.fillStyle = colours.line
        context.fillRect(Math.round(x), 0, 1, 5)
        const half = context.measureText(label).width / 2
        const centre = Math.min(Math.max(x, half), width - half)
        // At the ends a label stands beside its tick, where its neighbour may be.
        if (centre - half < taken) continue
        taken = centre + half + BETWEEN_PX
        context.fillStyle = colours.muted
        context.fillText(label, centre - half, height / 2 + 3)
      }
    },
    [fromUs, toUs, colours],
  )
  return <Drawing draw={draw} testId="time-axis" />
}
