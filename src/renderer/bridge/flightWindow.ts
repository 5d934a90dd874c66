import { MAX_BUCKETS } from '#shared/flight/bounds'
import type { TimeWindow } from '#shared/flight/scope'
import type { Series } from '#shared/flight/series'
import { flightChannelsState } from '../stores/flight/channels'
import { reachOf } from '../stores/flight/points'
import { flightViewState } from '../stores/flight/view'
import { spanUs, wholePixelUs, type TimeSpan } from '../ui/plot/timeSpan'

/** Loaded beyond either side of what is looked at, in lengths of it. */
const SPARE = 0.5
/** Whoever pans sees next what lies ahead: more is loaded there, and less behind. */
const SPARE_AHEAD = 1.25
const SPARE_BEHIND = 0.25
/** Asked for anew when less than this is left of it. */
const LEAST_SPARE = 0.15
/** How much coarser than a pixel a bucket may be before finer ones are asked for. */
const COARSEST = 1.3
/** The same while the time axis moves: nobody counts pixels that fly by. */
const COARSEST_MOVING = 2.6
const FINEST = 1 / 6

/** Which way the time axis is panned: to earlier times, to later ones; null for neither. */
let heading: 'earlier' | 'later' | null = null
let moves = false

/** Takes note of where the time axis goes. */
export function axisMoved(before: TimeSpan | null, now: TimeSpan | null): void {
  moves = true
  const isPanned = before !== null && now !== null && spanUs(before) === spanUs(now)
  if (!isPanned) heading = null
  else heading = now.fromUs > before.fromUs ? 'later' : 'earlier'
}

export function axisRests(): void {
  moves = false
  heading = null
}

/** The stretch with so many lengths of it before and after, as far as there is time. */
function beyond(span: TimeSpan, before: number, after: number, whole: TimeSpan): TimeSpan {
  const length = spanUs(span)
  const fromUs = Math.max(whole.fromUs, Math.round(span.fromUs - length * before))
  return { fromUs, toUs: Math.min(whole.toUs, Math.round(span.toUs + length * after)) }
}

/** Whether a series has buckets for all of a stretch, as far as there are records. */
export function covers(series: Series, { fromUs, toUs }: TimeSpan): boolean {
  const [from, to] = reachOf(series)
  const { extent } = flightViewState()
  const first = Math.max(fromUs, extent?.firstUs ?? -Infinity)
  const last = Math.min(toUs, extent?.lastUs ?? Infinity)
  return from <= first && to >= last
}

function serves(series: Series | null, needed: TimeSpan, shown: TimeSpan): boolean {
  if (series === null || !hasPlotted(series)) return false
  const usPerPixel = spanUs(shown) / flightViewState().widthPx
  const isFine = series.bucketUs <= Math.max(1, usPerPixel * (moves ? COARSEST_MOVING : COARSEST))
  if (!covers(series, needed) || !isFine || series.bucketUs < usPerPixel * FINEST) return false
  return moves || isOnPixels(series, shown)
}

/** Whether it has all that is plotted. */
function hasPlotted({ channels }: Series): boolean {
  const known = new Set(channels.map(({ name }) => name))
  return flightChannelsState().plotted.every(({ name }) => known.has(name))
}

/** Whether each bucket is a pixel, where pixels are whole microseconds. */
function isOnPixels({ fromUs, bucketUs }: Series, shown: TimeSpan): boolean {
  const pixelUs = wholePixelUs(shown, flightViewState().widthPx)
  if (pixelUs === null) return true
  return bucketUs === pixelUs && (shown.fromUs - fromUs) % pixelUs === 0
}

/** Whether a series is fine enough for what is looked at. */
export function servesNow(series: Series | null): boolean {
  const { span } = flightViewState()
  return span === null || serves(series, span, span)
}

/** Whether it also reaches far enough beyond to go on with. */
export function servesAhead(series: Series | null): boolean {
  const { span, whole } = flightViewState()
  if (span === null || !whole) return true
  // What lies behind is not needed any more.
  const before = heading === 'later' ? 0 : LEAST_SPARE
  const after = heading === 'earlier' ? 0 : LEAST_SPARE
  return serves(series, beyond(span, before, after, whole), span)
}

/** How many pixels are asked for before and after those that are seen, as many as may be. */
function sparePx(widthPx: number): readonly [number, number] {
  const [before, after] =
    heading === null
      ? [SPARE, SPARE]
      : heading === 'later'
        ? [SPARE_BEHIND, SPARE_AHEAD]
        : [SPARE_AHEAD, SPARE_BEHIND]
  const perLength = Math.min(widthPx, Math.floor((MAX_BUCKETS - widthPx) / (before + after)))
  return [Math.floor(before * perLength), Math.floor(after * perLength)]
}

/** The window and the buckets that plots, strips and marks of the present span are asked for with. */
export function question(): { window: TimeWindow; buckets: number } | null {
  const { span, whole, widthPx } = flightViewState()
  if (span === null || !whole) return null
  const [before, after] = sparePx(widthPx)
  const pixelUs = wholePixelUs(span, widthPx)
  if (pixelUs !== null) {
    const left = Math.ceil(Math.min(before, (span.fromUs - whole.fromUs) / pixelUs))
    const right = Math.ceil(Math.min(after, (whole.toUs - span.toUs) / pixelUs))
    return {
      window: { fromUs: span.fromUs - left * pixelUs, toUs: span.toUs + right * pixelUs },
      buckets: left + widthPx + right,
    }
  }
  const window = beyond(span, before / widthPx, after / widthPx, whole)
  // There are more pixels than microseconds: a bucket for each of these.
  return { window, buckets: Math.max(1, spanUs(window)) }
}
