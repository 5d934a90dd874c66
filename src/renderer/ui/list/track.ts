/**
 * A browser lays out at most 33.5 million device pixels; at 200 % zoom on a dense screen these are
 * 8.4 million of ours, or 260,000 rows. A taller list scrolls on a track of this height, on which
 * one pixel stands for several of the list's own.
 */
export const MAX_TRACK = 6_000_000

export interface Track {
  readonly height: number
  /** Pixels of the list that one pixel of the track stands for; 1 for all but the tallest lists. */
  readonly scale: number
}

/** The track for a list of `listHeight` seen through `viewHeight`, px. */
export function trackFor(listHeight: number, viewHeight: number): Track {
  if (listHeight <= MAX_TRACK) return { height: listHeight, scale: 1 }
  return { height: MAX_TRACK, scale: (listHeight - viewHeight) / (MAX_TRACK - viewHeight) }
}

/**
 * The list offset after the browser scrolled to `trackTop`. An offset that is already there is
 * kept, because a track pixel is coarser than it.
 */
export function offsetAfterScroll(offset: number, trackTop: number, scale: number): number {
  return Math.abs(offset / scale - trackTop) < 1 ? offset : trackTop * scale
}

/** First and last row (inclusive) that a view shows, with `spare` more on both sides; null for none. */
export function rowsInView(
  count: number,
  rowHeight: number,
  offset: number,
  viewHeight: number,
  spare: number,
): readonly [number, number] | null {
  if (count === 0) return null
  const first = Math.min(count - 1, Math.max(0, Math.floor(offset / rowHeight) - spare))
  const last = Math.min(count - 1, Math.ceil((offset + viewHeight) / rowHeight) + spare)
  return [first, Math.max(first, last)]
}

/** The least move of the offset that brings a row fully into view. */
export function offsetToShow(
  index: number,
  rowHeight: number,
  offset: number,
  viewHeight: number,
): number {
  const top = index * rowHeight
  if (top < offset) return top
  if (top + rowHeight > offset + viewHeight) return top + rowHeight - viewHeight
  return offset
}
