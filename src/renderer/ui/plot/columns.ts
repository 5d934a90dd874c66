import { firstFrom, type PlotPoints } from './points'
import type { TimeSpan } from './timeSpan'

/** A line from one column to a later one, either of which may lie outside of what is seen. */
export interface Join {
  readonly fromX: number
  readonly fromValue: number
  readonly toX: number
  readonly toValue: number
}

/** What a plot shows of a channel. Row x of every array is the x-th column of pixels from the left. */
export interface Columns {
  /** Least and greatest value of the column's records; NaN where it has none, and nothing is drawn. */
  readonly min: Float64Array
  readonly max: Float64Array
  /** Lines between columns that have records, where there is no gap. They begin and end at values of records. */
  readonly joins: readonly Join[]
}

/** The time of one column of pixels, microseconds. */
export function usPerColumn({ fromUs, toUs }: TimeSpan, width: number): number {
  return (toUs - fromUs) / width
}

/**
 * The rule by which every plot is drawn: a column shows the least and the greatest value of its
 * records, however narrow it is, and nothing where it has no record. No mean is drawn: no record
 * need have it. A stretch that lies over several columns counts for each of them, so a column may
 * show an extreme of its neighbour where stretches are not cut at columns, and never misses one.
 *
 * `turn` is by how much values go round, as longitudes do: no line leads over half of it.
 */
export function columnsOf(
  points: PlotPoints,
  span: TimeSpan,
  width: number,
  turn = Infinity,
): Columns {
  const min = new Float64Array(width).fill(NaN)
  const max = new Float64Array(width).fill(NaN)
  const joins: Join[] = []
  const columnUs = usPerColumn(span, width)
  const columnOf = (us: number): number => Math.floor((us - span.fromUs) / columnUs)
  // With the one before what is seen and the one after it, to which lines lead.
  const first = Math.max(0, firstFrom(points.toUs, span.fromUs) - 1)
  const end = Math.min(points.fromUs.length, firstFrom(points.fromUs, span.toUs) + 1)
  let before = -1
  let open = false
  for (let i = first; i < end; i += 1) {
    open &&= points.joined[i] ?? false
    const least = points.min[i] ?? NaN
    const greatest = points.max[i] ?? NaN
    if (Number.isNaN(least)) continue
    const fromX = columnOf(points.fromUs[i] ?? 0)
    const toX = columnOf(points.toUs[i] ?? 0)
    for (let x = Math.max(0, fromX); x <= Math.min(width - 1, toX); x += 1) {
      if (!((min[x] ?? NaN) <= least)) min[x] = least
      if (!((max[x] ?? NaN) >= greatest)) max[x] = greatest
    }
    const join = open ? joinOf(points, before, i) : null
    if (join !== null && Math.abs(join[0] - join[1]) <= turn / 2) {
      const beforeX = columnOf(points.toUs[before] ?? 0)
      const touches = fromX - beforeX <= 1 && join[0] === join[1]
      if (!touches && beforeX < width && fromX >= 0 && fromX > beforeX) {
        joins.push({ fromX: beforeX, fromValue: join[0], toX: fromX, toValue: join[1] })
      }
    }
    before = i
    open = true
  }
  return { min, max, joins }
}

/** The values at which two stretches are nearest to each other; one that both have, if there is one. */
function joinOf({ min, max }: PlotPoints, a: number, b: number): readonly [number, number] {
  const [leastA = NaN, greatestA = NaN] = [min[a], max[a]]
  const [leastB = NaN, greatestB = NaN] = [min[b], max[b]]
  if (leastB > greatestA) return [greatestA, leastB]
  if (greatestB < leastA) return [leastA, greatestB]
  const shared = Math.max(leastA, leastB)
  return [shared, shared]
}

/** Least and greatest value of all that is drawn; null where that is nothing. */
export function drawnExtent({ min, max, joins }: Columns): readonly [number, number] | null {
  let low = Infinity
  let high = -Infinity
  const take = (least: number, greatest: number): void => {
    if (least < low) low = least
    if (greatest > high) high = greatest
  }
  for (let x = 0; x < min.length; x += 1) take(min[x] ?? NaN, max[x] ?? NaN)
  for (const { fromValue, toValue } of joins) {
    take(Math.min(fromValue, toValue), Math.max(fromValue, toValue))
  }
  return low <= high ? [low, high] : null
}

/**
 * Which columns of values that go round lie on both sides of where these begin again, such as ±180°:
 * only their ends are drawn, or it would look as if the satellite had flown around the world. Of
 * three and more in a row each has gone around.
 */
export function splitColumns({ min, max }: Columns, turn: number): readonly boolean[] {
  const isWide = (x: number): boolean => (max[x] ?? NaN) - (min[x] ?? NaN) > turn / 2
  return Array.from(min, (_, x) => {
    if (!isWide(x)) return false
    const [left, right] = [isWide(x - 1), isWide(x + 1)]
    return !((left && right) || (left && isWide(x - 2)) || (right && isWide(x + 2)))
  })
}
