import { useLayoutEffect, useState, type RefObject } from 'react'

/** The rows of a scroller that are in view, the first and the one after the last. */
export interface ShownRows {
  readonly first: number
  readonly end: number
}

/** The rows in view of a scroller whose rows are so high, px; all of them while it has no height. */
export function useShownRows(
  scroller: RefObject<HTMLElement | null>,
  heights: readonly number[],
  viewHeight: number | null,
): ShownRows {
  const [scrolled, setScrolled] = useState(0)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const follow = (): void => setScrolled(element.scrollTop)
    element.addEventListener('scroll', follow, { passive: true })
    return () => element.removeEventListener('scroll', follow)
  }, [scroller])
  if (viewHeight === null) return { first: 0, end: heights.length }
  let first = 0
  let top = 0
  while (first < heights.length - 1 && top + (heights[first] ?? 0) <= scrolled) {
    top += heights[first] ?? 0
    first += 1
  }
  let end = first
  while (end < heights.length && top < scrolled + viewHeight) {
    top += heights[end] ?? 0
    end += 1
  }
  return { first, end }
}
