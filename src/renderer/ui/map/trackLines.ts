import { stepOf } from '../plot/colourScale'

/** Where something was, by time; place i of every column is one moment. */
export interface TrackPoints {
  readonly timestampUs: ArrayLike<number>
  readonly latitude: ArrayLike<number>
  readonly longitude: ArrayLike<number>
  /** The values that colour it; empty for one colour. */
  readonly colour: ArrayLike<number>
}

export type LonLat = [number, number]

/** What is drawn in one colour: pieces between neighbours, and places that nothing leads to. */
export interface TrackPart {
  readonly pieces: LonLat[][]
  readonly dots: LonLat[]
}

/** Degrees of the great circle. */
function distance(fromLon: number, fromLat: number, toLon: number, toLat: number): number {
  const radians = Math.PI / 180
  const halfLat = Math.sin(((toLat - fromLat) * radians) / 2)
  const halfLon = Math.sin(((toLon - fromLon) * radians) / 2)
  const square =
    halfLat * halfLat + Math.cos(fromLat * radians) * Math.cos(toLat * radians) * halfLon * halfLon
  return (2 * Math.asin(Math.min(1, Math.sqrt(square)))) / radians
}

/** Points that lie further apart are not joined: nobody knows what was between them. */
const FURTHEST_DEGREES = 12

/** Whether a gap lies between two moments; both ends of a gap are records. */
export function gapBetween(
  gaps: { readonly fromUs: ArrayLike<number>; readonly toUs: ArrayLike<number> },
  fromUs: number,
  toUs: number,
): boolean {
  let low = 0
  let high = gaps.fromUs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((gaps.fromUs[middle] ?? Infinity) < fromUs) low = middle + 1
    else high = middle
  }
  return (gaps.toUs[low] ?? Infinity) <= toUs
}

/** Least and greatest value of a column; null for an empty one. */
export function rangeOf(values: ArrayLike<number>): readonly [number, number] | null {
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : null
}

/**
 * The track cut up by colour, so that each colour is one stroke. A piece has the colour of the point
 * that it begins at. No piece leads through a gap, or further than can be vouched for.
 */
export function trackParts(
  points: TrackPoints,
  gaps: { readonly fromUs: ArrayLike<number>; readonly toUs: ArrayLike<number> },
  steps: number,
): TrackPart[] {
  const parts = Array.from({ length: steps }, (): TrackPart => ({ pieces: [], dots: [] }))
  const [min, max] = rangeOf(points.colour) ?? [0, 0]
  const stepAt = (i: number): number => stepOf(points.colour[i] ?? 0, min, max, steps)
  let joinedBefore = false
  for (let i = 0; i < points.timestampUs.length; i += 1) {
    const lon = points.longitude[i] ?? 0
    const lat = points.latitude[i] ?? 0
    const nextLon = points.longitude[i + 1]
    const nextLat = points.latitude[i + 1]
    const joined =
      nextLon !== undefined &&
      nextLat !== undefined &&
      distance(lon, lat, nextLon, nextLat) <= FURTHEST_DEGREES &&
      !gapBetween(gaps, points.timestampUs[i] ?? 0, points.timestampUs[i + 1] ?? 0)
    const part = parts[stepAt(i)]
    if (joined) {
      part?.pieces.push([
        [lon, lat],
        [nextLon, nextLat],
      ])
    } else if (!joinedBefore) part?.dots.push([lon, lat])
    joinedBefore = joined
  }
  return parts
}
