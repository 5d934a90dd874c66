import { useCallback, useMemo, useRef, type PointerEvent, type ReactNode } from 'react'
import { colourSteps } from './colourScale'
import { Drawing, type Draw } from './Drawing'
import styles from './ScatterPlot.module.css'
import { tickText } from './tickText'
import { plotFont, usePlotColours, type PlotColours } from './tokens'
import { useBox, type Box } from './useBox'
import { valueScale, type Ticks, type ValueScale } from './valueScale'

const LEFT_PX = 64
const BOTTOM_PX = 24
const TOP_PX = 6
const RIGHT_PX = 10
const REACH_PX = 12
const COLOUR_STEPS = 24
const TICK_PX = 64

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
  const wide = Math.max(1, width - LEFT_PX - RIGHT_PX)
  const high = Math.max(1, height - TOP_PX - BOTTOM_PX)
  const x = valueScale(...extent(data, 'x'), Math.floor(wide / TICK_PX), xTicks)
  const y = valueScale(...extent(data, 'y'), Math.floor(high / (TICK_PX / 2)), yTicks)
  return {
    x,
    y,
    toX: (value) => LEFT_PX + ((value - x.min) / (x.max - x.min)) * wide,
    toY: (value) => TOP_PX + (1 - (value - y.min) / (y.max - y.min)) * high,
  }
}

function drawFrame(context: CanvasRenderingContext2D, frame: Frame, colours: PlotColours): void {
  const { x, y, toX, toY } = frame
  context.font = plotFont()
  context.textBaseline = 'middle'
  for (const tick of x.ticks) {
    const at = Math.round(toX(tick))
    context.fillStyle = colours.grid
    context.fillRect(at, toY(y.max), 1, toY(y.min) - toY(y.max))
    const label = tickText(tick, x)
    const half = context.measureText(label).width / 2
    context.fillStyle = colours.muted
    const latest = toX(x.max) + RIGHT_PX - 2 * half
    context.fillText(label, Math.min(at - half, latest), toY(y.min) + 13)
  }
  for (const tick of y.ticks) {
    const at = Math.round(toY(tick))
    context.fillStyle = colours.grid
    context.fillRect(toX(x.min), at, toX(x.max) - toX(x.min), 1)
    const label = tickText(tick, y)
    context.fillStyle = colours.muted
    context.fillText(label, LEFT_PX - 6 - context.measureText(label).width, at)
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
  const wide = (data.x.max - data.x.min) / data.columns
  const high = (data.y.max - data.y.min) / data.rows
  for (let i = 0; i < data.count.length; i += 1) {
    const count = data.count[i] ?? 0
    if (count <= 0) continue
    // By powers: a single record is seen beside a bin of thousands.
    const share = Math.log1p(count) / Math.log1p(most)
    context.fillStyle = steps[Math.round(share * (COLOUR_STEPS - 1))] ?? colours.accent
    const left = toX(data.x.min + (i % data.columns) * wide)
    const bottom = toY(data.y.min + Math.floor(i / data.columns) * high)
    const right = toX(data.x.min + ((i % data.columns) + 1) * wide)
    const top = toY(data.y.min + (Math.floor(i / data.columns) + 1) * high)
    context.fillRect(left, top, Math.max(1.5, right - left), Math.max(1.5, bottom - top))
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
