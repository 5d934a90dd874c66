/** A stretch of time that is looked at, whole microseconds since 1970 UTC. */
export interface TimeSpan {
  readonly fromUs: number
  readonly toUs: number
}

/** Nobody needs to see closer: records are told apart by one microsecond. */
export const LEAST_SPAN_US = 20

export function spanUs({ fromUs, toUs }: TimeSpan): number {
  return toUs - fromUs
}

/** All that there is with a little room on both sides, so that its ends can be seen. */
export function withRoom(firstUs: number, lastUs: number): TimeSpan {
  const room = Math.max(LEAST_SPAN_US / 2, Math.round((lastUs - firstUs) * 0.01))
  return { fromUs: firstUs - room, toUs: lastUs + room }
}

/**
 * The span made a little longer, so that each of `widthPx` pixels is a whole number of microseconds:
 * then what is asked for pixel by pixel is drawn pixel by pixel. One with more pixels than
 * microseconds stays as it is.
 */
export function onPixels(span: TimeSpan, widthPx: number): TimeSpan {
  const pixelUs = spanUs(span) / widthPx
  if (pixelUs <= 1) return span
  return { fromUs: span.fromUs, toUs: span.fromUs + Math.ceil(pixelUs) * widthPx }
}

/** The microseconds of each pixel of a span where that is a whole number; else null. */
export function wholePixelUs(span: TimeSpan, widthPx: number): number | null {
  const pixelUs = spanUs(span) / widthPx
  return Number.isInteger(pixelUs) ? pixelUs : null
}

/** The span moved and narrowed as little as need be to lie within the whole. */
export function within(span: TimeSpan, whole: TimeSpan): TimeSpan {
  const length = Math.min(
    Math.max(Math.round(spanUs(span)), Math.min(LEAST_SPAN_US, spanUs(whole))),
    spanUs(whole),
  )
  const fromUs = Math.min(Math.max(Math.round(span.fromUs), whole.fromUs), whole.toUs - length)
  return { fromUs, toUs: fromUs + length }
}

/** Moved by a share of its own length; later times for a positive one. */
export function panned(span: TimeSpan, share: number): TimeSpan {
  const by = spanUs(span) * share
  return { fromUs: span.fromUs + by, toUs: span.toUs + by }
}

/** Longer (above 1) or shorter by a factor, the moment `atUs` staying where it is on the screen. */
export function zoomed(span: TimeSpan, factor: number, atUs: number): TimeSpan {
  return {
    fromUs: atUs - (atUs - span.fromUs) * factor,
    toUs: atUs + (span.toUs - atUs) * factor,
  }
}

/** The same with a whole number of microseconds to each pixel, another one than before. */
export function zoomedOnPixels(
  span: TimeSpan,
  factor: number,
  atUs: number,
  widthPx: number,
): TimeSpan {
  const pixelUs = (spanUs(span) * factor) / widthPx
  if (pixelUs <= 1) return zoomed(span, factor, atUs)
  const lengthUs = (factor < 1 ? Math.floor(pixelUs) : Math.ceil(pixelUs)) * widthPx
  const share = (atUs - span.fromUs) / spanUs(span)
  const fromUs = Math.round(atUs - share * lengthUs)
  return { fromUs, toUs: fromUs + lengthUs }
}

/** The span with its middle at a moment that lay outside of it; else as it is. */
export function showing(span: TimeSpan, atUs: number): TimeSpan {
  if (atUs >= span.fromUs && atUs <= span.toUs) return span
  const half = spanUs(span) / 2
  return { fromUs: atUs - half, toUs: atUs + half }
}
