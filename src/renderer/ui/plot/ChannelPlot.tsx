import { useCallback, useMemo, useRef, type ReactNode } from 'react'
import styles from './ChannelPlot.module.css'
import { columnsOf, drawnExtent, splitColumns, type Columns } from './columns'
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
const LINE_PX = 1.5
/** A record that no line leads to is this high at least. */
const LONE_PX = 3
/** Where the next record is so far away on both sides it is a dot. */
const DOT_ROOM_PX = 6
const DOT_PX = 4
/** What is between the edges of a band that is higher than this is see-through. */
const BAND_PX = 3
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

/** On a row of pixels: a level line between two of them would be pale and twice as wide. */
function crisp(y: number): number {
  return Math.floor(y) + 0.5
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

/**
 * The columns, each from its least to its greatest value, and the insides of bands. One path each:
 * rectangles that are drawn one by one show seams on screens between two densities.
 */
function columnPaths(
  columns: Columns,
  toY: (value: number) => number,
  turn: number,
): { readonly solid: Path2D; readonly band: Path2D } {
  const paths = { solid: new Path2D(), band: new Path2D() }
  const { solid, band } = paths
  const width = columns.min.length
  const tops = Float64Array.from(columns.max, toY)
  const bottoms = Float64Array.from(columns.min, toY)
  const split = splitColumns(columns, turn)
  const joined = new Set(columns.joins.flatMap(({ fromX, toX }) => [fromX, toX]))
  let before = -Infinity
  let levelBefore = NaN
  for (let x = 0; x < width; x += 1) {
    let top = tops[x] ?? NaN
    let bottom = bottoms[x] ?? NaN
    if (Number.isNaN(top)) continue
    let next = x + 1
    while (next < width && next - x < DOT_ROOM_PX && Number.isNaN(tops[next] ?? NaN)) next += 1
    const isAlone = x - before >= DOT_ROOM_PX && (next - x >= DOT_ROOM_PX || next === width)
    before = x
    if (isAlone) {
      for (const y of [top, bottom]) {
        solid.moveTo(x + 0.5 + DOT_PX / 2, y)
        solid.arc(x + 0.5, y, DOT_PX / 2, 0, 2 * Math.PI)
      }
    }
    const [leftTop, rightTop] = [tops[x - 1] ?? NaN, tops[x + 1] ?? NaN]
    const [leftBottom, rightBottom] = [bottoms[x - 1] ?? NaN, bottoms[x + 1] ?? NaN]
    const isLevel = top === bottom && (top === levelBefore || top === tops[next])
    levelBefore = top === bottom ? top : NaN
    if (isLevel) top = bottom = crisp(top)
    const hasNeighbour = Number.isFinite(leftTop) || Number.isFinite(rightTop) || joined.has(x)
    const edge = (hasNeighbour ? LINE_PX : LONE_PX) / 2
    // Where both neighbours have the same values too it is the inside of a band.
    const innerTop = split[x] ? top + edge : Math.max(leftTop, top, rightTop) + edge
    const innerBottom = split[x] ? bottom - edge : Math.min(leftBottom, bottom, rightBottom) - edge
    if (!(innerBottom - innerTop > BAND_PX)) {
      solid.rect(x, top - edge, 1, bottom - top + 2 * edge)
      continue
    }
    solid.rect(x, top - edge, 1, innerTop - top + edge)
    solid.rect(x, innerBottom, 1, bottom - innerBottom + edge)
    if (!split[x]) band.rect(x, innerTop, 1, innerBottom - innerTop)
  }
  return paths
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
    return [{ own, look, paths: columnPaths(own, toY, line.turn) }]
  })
  for (const { look, paths } of drawn) {
    context.fillStyle = look.band
    context.fill(paths.band)
  }
  for (const { own, look, paths } of drawn) {
    context.fillStyle = look.edge
    context.strokeStyle = look.edge
    context.fill(paths.solid)
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
    <div ref={place} className={styles.plot}>
      <Drawing draw={draw} {...(testId === undefined ? {} : { testId })} />
    </div>
  )
}
