import { splitColumns, type Columns } from './columns'

export const LINE_PX = 1.5
/** A record that no line leads to is this high at least. */
const LONE_PX = 3
/** Where the next record is so far away on both sides it is a dot. */
const DOT_ROOM_PX = 6
const DOT_PX = 4
/** What is between the edges of a band that is higher than this is see-through. */
const BAND_PX = 3

/** What is drawn of columns. */
export interface ColumnShapes {
  /** Bars one column wide: for each its column, its top and its height, px. */
  readonly edges: readonly number[]
  readonly bands: readonly number[]
  /** For each its column and its middle, px. */
  readonly dots: readonly number[]
}

/** On a row of pixels: a level line between two of them would be pale and twice as wide. */
export function crisp(y: number): number {
  return Math.floor(y) + 0.5
}

/** The columns, each from its least to its greatest value, and the insides of bands. */
export function columnShapes(
  columns: Columns,
  toY: (value: number) => number,
  turn: number,
): ColumnShapes {
  const [edges, bands, dots]: [number[], number[], number[]] = [[], [], []]
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
      dots.push(x, top, x, bottom)
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
      edges.push(x, top - edge, bottom - top + 2 * edge)
      continue
    }
    edges.push(x, top - edge, innerTop - top + edge)
    edges.push(x, innerBottom, bottom - innerBottom + edge)
    if (!split[x]) bands.push(x, innerTop, innerBottom - innerTop)
  }
  return { edges, bands, dots }
}

/**
 * Fills bars one by one: a path of thousands of them takes several times as long. Each is as wide as
 * whole pixels of the screen are, so that no seam shows where a density lies between two.
 */
export function fillBars(context: CanvasRenderingContext2D, bars: readonly number[]): void {
  const { a: density, e: left } = context.getTransform()
  const screenX = (x: number): number => (Math.round(left + x * density) - left) / density
  for (let i = 0; i < bars.length; i += 3) {
    const [x = 0, top = 0, height = 0] = [bars[i], bars[i + 1], bars[i + 2]]
    const from = screenX(x)
    context.fillRect(from, top, screenX(x + 1) - from, height)
  }
}

export function fillDots(context: CanvasRenderingContext2D, dots: readonly number[]): void {
  context.beginPath()
  for (let i = 0; i < dots.length; i += 2) {
    const [x = 0, y = 0] = [dots[i], dots[i + 1]]
    context.moveTo(x + 0.5 + DOT_PX / 2, y)
    context.arc(x + 0.5, y, DOT_PX / 2, 0, 2 * Math.PI)
  }
  context.fill()
}
