import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import styles from './ChannelPlot.module.css'
import { extentBetween, type PlotPoints } from './points'
import type { TimeSpan } from './timeSpan'
import { timeTicks } from './timeTicks'
import { tickText } from './tickText'
import { plotFont, usePlotColours, type PlotColours } from './tokens'
import { useBox } from './useBox'
import { valueScale, type Ticks, type ValueScale } from './valueScale'

/** Room for the numbers of the value axis, left of every plot of a stack. */
export const VALUE_AXIS_PX = 64
/** Height that one interval of the value axis needs. */
const INTERVAL_PX = 30
const LINE_PX = 1.25
/** While it moves: without a graphics card a wider line takes twice as long to draw. */
const FLYING_LINE_PX = 1
/** Changes that follow each other sooner are one movement. */
const REST_MS = 160
/** Beyond the outermost ticks, or a line along one of them would be cut in half. */
const EDGE_PX = 1.5
/** The place of the line among the series: after time, greatest and least. */
const LINE = 3
/** Fewer points than one in so many px are drawn as dots too. */
const DOT_ROOM_PX = 7

/** The moments before and after a gap, in the order of time. */
export interface GapTimes {
  readonly fromUs: ArrayLike<number>
  readonly toUs: ArrayLike<number>
}

interface ChannelPlotProps {
  readonly points: PlotPoints
  readonly gaps: GapTimes
  readonly span: TimeSpan
  /** Values that the axis always shows, such as 0. */
  readonly always?: readonly [number, number]
  readonly ticks?: Ticks
  readonly testId?: string
}

interface Shown {
  scale: ValueScale
  gaps: GapTimes
}

/** Greys the time of which there are no records. */
function drawGaps(plot: UPlot, { gaps }: Shown, colour: string): void {
  const { left, top, width, height } = plot.bbox
  plot.ctx.fillStyle = colour
  for (let i = 0; i < gaps.fromUs.length; i += 1) {
    const from = Math.max(left, plot.valToPos(gaps.fromUs[i] ?? 0, 'x', true))
    const to = Math.min(left + width, plot.valToPos(gaps.toUs[i] ?? 0, 'x', true))
    if (to - from >= 1) plot.ctx.fillRect(from, top, to - from, height)
  }
}

/**
 * A break reaches so far beyond the points beside it, or between points on neighbouring pixels the
 * stroke's own width would fill it.
 */
const BREAK_PX = 1

/** Where the line of a series breaks from one place to another, in pixels of the canvas. */
function breaks(plot: UPlot, series: number, first: number, last: number): [number, number][] {
  const values = plot.data[series] ?? []
  const times = plot.data[0]
  // Lines begin and end on whole pixels.
  const pxOf = (i: number): number => Math.round(plot.valToPos(times[i] ?? 0, 'x', true))
  const found: [number, number][] = []
  for (let i = first; i <= last; i += 1) {
    if (values[i] !== null) continue
    found.push([
      pxOf(Math.max(0, i - 1)) - BREAK_PX,
      pxOf(Math.min(times.length - 1, i + 1)) + BREAK_PX,
    ])
  }
  return found
}

function fewPoints(plot: UPlot, _: number, first: number, last: number): boolean {
  return last - first < plot.width / DOT_ROOM_PX
}

/** A record that nothing leads to or from has no line, and would not be seen without a dot. */
function lonePoints(plot: UPlot, series: number, allShown: boolean): number[] | null {
  const [first, last] = plot.series[0]?.idxs ?? [0, -1]
  if (allShown) return null
  const values = plot.data[series] ?? []
  const isThere = (i: number): boolean => (values[i] ?? null) !== null
  const lone: number[] = []
  for (let i = first; i <= last; i += 1) {
    if (isThere(i) && !isThere(i - 1) && !isThere(i + 1)) lone.push(i)
  }
  return lone.length === 0 ? null : lone
}

function setLineWidth({ series }: UPlot, px: number): void {
  const line = series[LINE]
  if (line !== undefined) line.width = px
}

function build(place: HTMLElement, colours: PlotColours, shown: Shown): UPlot {
  const line = { stroke: colours.accent, width: LINE_PX, spanGaps: false, gaps: breaks } as const
  const edge = { width: 0, stroke: 'transparent', points: { show: false }, gaps: breaks }
  return new UPlot(
    {
      // Its size comes with its points: asking for it here would lay out the page once for each plot.
      width: 1,
      height: 1,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 0, 8, 0],
      scales: {
        x: { time: false, auto: false, range: (_, min, max) => [min, max] },
        y: { auto: false },
      },
      series: [
        {},
        edge,
        edge,
        {
          ...line,
          points: { show: fewPoints, filter: lonePoints, size: 4, fill: colours.accent, width: 0 },
        },
      ],
      bands: [{ series: [1, 2], fill: colours.band }],
      axes: [
        {
          size: 0,
          ticks: { show: false },
          grid: { stroke: colours.grid, width: 1 },
          splits: (plot, _, min, max) =>
            timeTicks(min, max, plot.bbox.width / devicePixelRatio).map(({ us }) => us),
          values: () => [],
        },
        {
          size: VALUE_AXIS_PX,
          stroke: colours.muted,
          font: plotFont(),
          gap: 6,
          ticks: { show: false },
          grid: { stroke: colours.grid, width: 1 },
          // The ticks are ours: all that is asked of an increment is that it fits any range.
          space: 0,
          incrs: () => [Number.MAX_VALUE],
          splits: () => [...shown.scale.ticks],
          values: (_, splits) => splits.map((value) => tickText(value, shown.scale)),
        },
      ],
      hooks: { drawClear: [(plot) => drawGaps(plot, shown, colours.gap)] },
    },
    [[], [], [], []],
    place,
  )
}

/**
 * One channel over time: a line through the means, a band from least to greatest where several
 * records share a point, breaks where there are gaps. It is drawn for `span`, whatever part of it
 * the points cover.
 */
export function ChannelPlot({
  points,
  gaps,
  span,
  always,
  ticks = 'round',
  testId,
}: ChannelPlotProps): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const shown = useRef<Shown>({ scale: valueScale(0, 1, 2), gaps: { fromUs: [], toUs: [] } })
  const [plot, setPlot] = useState<UPlot | null>(null)
  const drawnAt = useRef(-Infinity)
  const box = useBox(place)
  const colours = usePlotColours()
  const { fromUs, toUs } = span
  const scale = useMemo(() => {
    const [least, greatest] = always ?? [Infinity, -Infinity]
    const [low, high] = extentBetween(points, fromUs, toUs) ?? [0, 1]
    const intervals = Math.floor((box?.height ?? 0) / INTERVAL_PX)
    return valueScale(Math.min(low, least), Math.max(high, greatest), intervals, ticks)
  }, [points, fromUs, toUs, always, ticks, box?.height])
  const columns = useMemo((): UPlot.AlignedData => {
    const { us, max, min, mean } = points
    return [[...us], [...max], [...min], [...mean]]
  }, [points])

  const isMeasured = box !== null
  useLayoutEffect(() => {
    if (place.current === null || !isMeasured) return undefined
    const made = build(place.current, colours, shown.current)
    setPlot(made)
    return () => made.destroy()
  }, [colours, isMeasured])

  useLayoutEffect(() => {
    if (plot === null || box === null) return undefined
    const now = performance.now()
    const isFlying = now - drawnAt.current < REST_MS
    drawnAt.current = now
    setLineWidth(plot, isFlying ? FLYING_LINE_PX : LINE_PX)
    shown.current.scale = scale
    shown.current.gaps = gaps
    plot.batch(() => {
      if (plot.width !== box.width || plot.height !== box.height) plot.setSize(box)
      if (plot.data !== columns) plot.setData(columns, false)
      const edge = ((scale.max - scale.min) / Math.max(1, box.height)) * EDGE_PX
      plot.setScale('y', { min: scale.min - edge, max: scale.max + edge })
      plot.setScale('x', { min: fromUs, max: toUs })
    })
    if (!isFlying) return undefined
    const rest = setTimeout(() => {
      setLineWidth(plot, LINE_PX)
      plot.redraw(false)
    }, REST_MS)
    return () => clearTimeout(rest)
  }, [plot, columns, gaps, scale, fromUs, toUs, box])

  return <div ref={place} className={styles.plot} aria-hidden data-testid={testId} />
}
