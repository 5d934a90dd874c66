import { useCallback, useMemo, useRef, type ReactNode } from 'react'
import styles from './Drawing.module.css'
import { columnsOf, drawnExtent, type Columns } from './columns'
import { columnShapes, crisp, fillBars, fillDots, LINE_PX } from './columnShapes'
import { Drawing, type Draw } from './Drawing'
import { extentBetween, nearestPlace, type PlotPoints } from './points'
import type { TimeSpan } from './timeSpan'
import { timeTicks } from './timeTicks'
import { usePlotColours, type PlotColours } from './tokens'
import { useBox, type Box } from './useBox'
import { drawValueTicks, VALUE_AXIS_PX } from './valueAxis'
import { shareBetween, valueScale, type Ticks } from './valueScale'

/** Height that one interval of the value axis needs. */
const INTERVAL_PX = 30
/** Above and below the outermost ticks, for halves of lines and numbers. */
const MARGIN_PX = 8
/** How much of a band's colour lies over what is below it. */
const BAND_ALPHA = 0.24

/** The moments before and after a gap, in the order of time. */
export interface GapTimes {
  readonly fromUs: ArrayLike<number>
  readonly toUs: ArrayLike<number>
}

export interface PlotLine {
  readonly points: PlotPoints
  /** By how much values go round, as longitudes do by 360; else Infinity. */
  readonly turn: number
}

interface ChannelPlotProps {
  /** They share the value axis. */
  readonly lines: readonly PlotLine[]
  readonly gaps: GapTimes
  readonly span: TimeSpan
  /** Values that the axis always shows, such as 0. */
  readonly always?: readonly [number, number]
  readonly ticks?: Ticks
  readonly testId?: string
}

/** Greys the time of which there are no records. */
function drawGaps(
  context: CanvasRenderingContext2D,
  gaps: GapTimes,
  xOf: (us: number) => number,
  { left, top, width, height }: Place,
): void {
  for (let i = 0; i < gaps.fromUs.length; i += 1) {
    const from = Math.max(left, xOf(gaps.fromUs[i] ?? 0))
    const to = Math.min(left + width, xOf(gaps.toUs[i] ?? 0))
    if (to - from >= 1) context.fillRect(from, top, to - from, height)
  }
}

interface Place extends Box {
  readonly left: number
  readonly top: number
}

function plotPlace({ width, height }: Box): Place {
  return {
    left: VALUE_AXIS_PX,
    top: MARGIN_PX,
    width: Math.max(1, width - VALUE_AXIS_PX),
    height: Math.max(1, height - 2 * MARGIN_PX),
  }
}

type Extent = readonly [low: number, high: number]

function extentOf(extents: readonly (Extent | null)[]): Extent | null {
  const known = extents.filter((extent) => extent !== null)
  if (known.length === 0) return null
  return [Math.min(...known.map(([low]) => low)), Math.max(...known.map(([, high]) => high))]
}

/** The values that the axis reaches over: all that is drawn, else what lies nearest. */
function reachedValues(
  lines: readonly PlotLine[],
  columns: readonly Columns[],
  { fromUs, toUs }: TimeSpan,
): Extent | null {
  const drawn = extentOf(columns.map(drawnExtent))
  if (drawn !== null) return drawn
  return extentOf(
    lines.map(({ points }) => {
      const near = nearestPlace(points, (fromUs + toUs) / 2)
      if (near === null) return null
      return extentBetween(points, points.fromUs[near] ?? 0, (points.toUs[near] ?? 0) + 1)
    }),
  )
}

/** Lines between columns. */
function drawJoins(
  context: CanvasRenderingContext2D,
  { joins }: Columns,
  toY: (value: number) => number,
): void {
  context.lineWidth = LINE_PX
  context.beginPath()
  for (const { fromX, fromValue, toX, toValue } of joins) {
    const isLevel = fromValue === toValue
    const [fromY, upToY] = [toY(fromValue), toY(toValue)]
    context.moveTo(fromX + 0.5, isLevel ? crisp(fromY) : fromY)
    context.lineTo(toX + 0.5, isLevel ? crisp(upToY) : upToY)
  }
  context.stroke()
}

interface LineColours {
  readonly edge: string
  readonly band: string
}

/** One line is drawn in the accent; of several each has a colour by its place. */
function lineColours(colours: PlotColours, count: number): readonly LineColours[] {
  if (count === 1) return [{ edge: colours.accent, band: colours.band }]
  return colours.lines.map((edge) => ({ edge, band: withAlpha(edge, BAND_ALPHA) }))
}

/** @param colour 'rgb(…)', as a style resolves */
function withAlpha(colour: string, alpha: number): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`)
}

/** Draws one over the other: first what is see-through of all, so that it hides no line. */
function drawLines(
  context: CanvasRenderingContext2D,
  lines: readonly PlotLine[],
  columns: readonly Columns[],
  toY: (value: number) => number,
  colours: PlotColours,
): void {
  const looks = lineColours(colours, lines.length)
  const drawn = columns.flatMap((own, i) => {
    const [line, look] = [lines[i], looks[i]]
    if (line === undefined || look === undefined) return []
    return [{ own, look, shapes: columnShapes(own, toY, line.turn) }]
  })
  for (const { look, shapes } of drawn) {
    context.fillStyle = look.band
    fillBars(context, shapes.bands)
  }
  for (const { own, look, shapes } of drawn) {
    context.fillStyle = look.edge
    context.strokeStyle = look.edge
    fillBars(context, shapes.edges)
    fillDots(context, shapes.dots)
    drawJoins(context, own, toY)
  }
}

/**
 * Channels over time, as `columnsOf` has them. They are drawn for `span`, whatever part of it their
 * points cover.
 */
export function ChannelPlot({
  lines,
  gaps,
  span,
  always,
  ticks = 'round',
  testId,
}: ChannelPlotProps): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const box = useBox(place)
  const colours = usePlotColours()
  const width = box === null ? 0 : plotPlace(box).width
  const columns = useMemo(
    () => lines.map(({ points, turn }) => columnsOf(points, span, width, turn)),
    [lines, span, width],
  )
  const scale = useMemo(() => {
    const [least, greatest] = always ?? [Infinity, -Infinity]
    const [low, high] = reachedValues(lines, columns, span) ?? [0, 1]
    const intervals = Math.floor((box?.height ?? 0) / INTERVAL_PX)
    return valueScale(Math.min(low, least), Math.max(high, greatest), intervals, ticks)
  }, [lines, columns, span, always, ticks, box?.height])
  const draw = useCallback<Draw>(
    (context, size) => {
      const own = plotPlace(size)
      const xOf = (us: number): number =>
        own.left + ((us - span.fromUs) / (span.toUs - span.fromUs)) * own.width
      const toY = (value: number): number =>
        own.top + (1 - shareBetween(value, scale.min, scale.max)) * own.height
      context.fillStyle = colours.gap
      drawGaps(context, gaps, xOf, own)
      context.fillStyle = colours.grid
      for (const { us } of timeTicks(span.fromUs, span.toUs, own.width)) {
        context.fillRect(Math.round(xOf(us)), own.top, 1, own.height)
      }
      for (const tick of scale.ticks) {
        context.fillRect(own.left, Math.round(toY(tick) - 0.5), own.width, 1)
      }
      context.save()
      context.beginPath()
      context.rect(own.left, 0, own.width, size.height)
      context.clip()
      context.translate(own.left, 0)
      drawLines(context, lines, columns, toY, colours)
      context.restore()
      drawValueTicks(context, scale, toY, colours)
    },
    [lines, columns, gaps, span, scale, colours],
  )
  return (
    <div ref={place} className={styles.place}>
      <Drawing draw={draw} {...(testId === undefined ? {} : { testId })} />
    </div>
  )
}
