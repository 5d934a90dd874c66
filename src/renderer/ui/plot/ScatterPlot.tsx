import { useCallback, useMemo, useRef, type PointerEvent, type ReactNode } from 'react'
import { colourSteps } from './colourScale'
import { Drawing, type Draw } from './Drawing'
import styles from './ScatterPlot.module.css'
import { tickText } from './tickText'
import { plotFont, usePlotColours, type PlotColours } from './tokens'
import { useBox, type Box } from './useBox'
import { drawValueTicks, VALUE_AXIS_PX } from './valueAxis'
import { shareBetween, valueScale, type Ticks, type ValueScale } from './valueScale'

const BOTTOM_PX = 24
const TOP_PX = 6
const RIGHT_PX = 10
const REACH_PX = 12
const COLOUR_STEPS = 24
const TICK_PX = 64
/** Between two numbers below it. */
const BETWEEN_PX = 8

/** Records one by one, or counted in bins, row by row from the least y on. */
export type ScatterData =
  | { readonly kind: 'points'; readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }
  | {
      readonly kind: 'bins'
      readonly x: { readonly min: number; readonly max: number }
      readonly y: { readonly min: number; readonly max: number }
      readonly columns: number
      readonly rows: number
      readonly count: ArrayLike<number>
    }

interface ScatterPlotProps {
  readonly data: ScatterData
  readonly xTicks: Ticks
  readonly yTicks: Ticks
  readonly marked: { readonly x: number; readonly y: number } | null
  readonly onPoint: (index: number | null) => void
  readonly onChoose: (index: number) => void
}

function extent(data: ScatterData, axis: 'x' | 'y'): readonly [number, number] {
  if (data.kind === 'bins') return [data[axis].min, data[axis].max]
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < data[axis].length; i += 1) {
    const value = data[axis][i] ?? NaN
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : [0, 1]
}

/** Those of x and of y. */
type AxisTicks = readonly [Ticks, Ticks]

interface Frame {
  readonly x: ValueScale
  readonly y: ValueScale
  readonly toX: (value: number) => number
  readonly toY: (value: number) => number
}

function frameFor(data: ScatterData, [xTicks, yTicks]: AxisTicks, { width, height }: Box): Frame {
  const wide = Math.max(1, width - VALUE_AXIS_PX - RIGHT_PX)
  const high = Math.max(1, height - TOP_PX - BOTTOM_PX)
  const x = valueScale(...extent(data, 'x'), Math.floor(wide / TICK_PX), xTicks)
  const y = valueScale(...extent(data, 'y'), Math.floor(high / (TICK_PX / 2)), yTicks)
  return {
    x,
    y,
    toX: (value) => VALUE_AXIS_PX + shareBetween(value, x.min, x.max) * wide,
    toY: (value) => TOP_PX + (1 - shareBetween(value, y.min, y.max)) * high,
  }
}

function drawFrame(context: CanvasRenderingContext2D, frame: Frame, colours: PlotColours): void {
  const { x, y, toX, toY } = frame
  context.font = plotFont()
  context.textBaseline = 'middle'
  let taken = -Infinity
  for (const tick of x.ticks) {
    const at = Math.round(toX(tick))
    context.fillStyle = colours.grid
    context.fillRect(at, toY(y.max), 1, toY(y.min) - toY(y.max))
    const label = tickText(tick, x)
    const wide = context.measureText(label).width
    const left = Math.min(at - wide / 2, toX(x.max) + RIGHT_PX - wide)
    // One that would stand in its neighbour is left out.
    if (left < taken) continue
    taken = left + wide + BETWEEN_PX
    context.fillStyle = colours.muted
    context.fillText(label, left, toY(y.min) + 13)
  }
  context.fillStyle = colours.grid
  for (const tick of y.ticks) {
    context.fillRect(toX(x.min), Math.round(toY(tick)), toX(x.max) - toX(x.min), 1)
  }
}

function drawData(
  context: CanvasRenderingContext2D,
  data: ScatterData,
  { toX, toY }: Frame,
  colours: PlotColours,
): void {
  if (data.kind === 'points') {
    context.fillStyle = colours.accent
    for (let i = 0; i < data.x.length; i += 1) {
      context.fillRect(toX(data.x[i] ?? 0) - 1, toY(data.y[i] ?? 0) - 1, 2, 2)
    }
    return
  }
  const steps = colourSteps(colours.scale, COLOUR_STEPS)
  let most = 0
  for (let i = 0; i < data.count.length; i += 1) most = Math.max(most, data.count[i] ?? 0)
  const [xFrom, xTo] = [toX(data.x.min), toX(data.x.max)]
  const [yFrom, yTo] = [toY(data.y.min), toY(data.y.max)]
  const wide = (xTo - xFrom) / data.columns
  const high = (yFrom - yTo) / data.rows
  for (let i = 0; i < data.count.length; i += 1) {
    const count = data.count[i] ?? 0
    if (count <= 0) continue
    // By powers: a single record is seen beside a bin of thousands.
    const share = Math.log1p(count) / Math.log1p(most)
    context.fillStyle = steps[Math.round(share * (COLOUR_STEPS - 1))] ?? colours.accent
    const left = xFrom + (i % data.columns) * wide
    const top = yFrom - (Math.floor(i / data.columns) + 1) * high
    context.fillRect(left, top, Math.max(1.5, wide), Math.max(1.5, high))
  }
}

/** One value against another, as points or as bins. */
export function ScatterPlot({
  data,
  xTicks,
  yTicks,
  marked,
  onPoint,
  onChoose,
}: ScatterPlotProps): ReactNode {
  const colours = usePlotColours()
  const place = useRef<HTMLDivElement>(null)
  const box = useBox(place)
  const ticks = useMemo((): AxisTicks => [xTicks, yTicks], [xTicks, yTicks])
  const frame = useMemo(
    () => (box === null ? null : frameFor(data, ticks, box)),
    [data, ticks, box],
  )
  const draw = useCallback<Draw>(
    (context, size) => {
      const own = frameFor(data, ticks, size)
      drawFrame(context, own, colours)
      drawData(context, data, own, colours)
      drawValueTicks(context, own.y, own.toY, colours)
    },
    [data, ticks, colours],
  )

  function nearest(event: PointerEvent<HTMLDivElement>): number | null {
    if (frame === null || data.kind !== 'points') return null
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const [atX, atY] = [event.clientX - left, event.clientY - top]
    let found: number | null = null
    let least = REACH_PX ** 2
    for (let i = 0; i < data.x.length; i += 1) {
      const away = (frame.toX(data.x[i] ?? 0) - atX) ** 2 + (frame.toY(data.y[i] ?? 0) - atY) ** 2
      if (away < least) {
        least = away
        found = i
      }
    }
    return found
  }

  const inView =
    frame !== null &&
    marked !== null &&
    marked.x >= frame.x.min &&
    marked.x <= frame.x.max &&
    marked.y >= frame.y.min &&
    marked.y <= frame.y.max
  return (
    <div
      ref={place}
      className={styles.scatter}
      data-testid="scatter-plot"
      onPointerMove={(event) => onPoint(nearest(event))}
      onPointerLeave={() => onPoint(null)}
      onPointerUp={(event) => {
        const index = nearest(event)
        if (index !== null) onChoose(index)
      }}
    >
      <Drawing draw={draw} testId="scatter-canvas" />
      {inView ? (
        <span
          className={styles.mark}
          data-testid="scatter-mark"
          style={{ transform: `translate(${frame.toX(marked.x)}px, ${frame.toY(marked.y)}px)` }}
        />
      ) : null}
    </div>
  )
}
