import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { offsetAfterScroll, offsetToShow, rowsInView, trackFor } from './track'

/** Rows drawn beyond each edge, so that a quick scroll finds them there. */
const SPARE_ROWS = 8

interface RowWindow {
  readonly range: readonly [number, number] | null
  readonly trackHeight: number
  /** Distance of a row from the top of the track, px. */
  rowTop(index: number): number
  /** The row at the top of the view, as it is drawn. */
  readonly topRow: number
  /** Rows that fit the view. */
  readonly pageRows: number
  showRow(index: number): void
  /** Moves what is on the screen by so many of the list's own pixels. */
  shiftBy(pixels: number): void
  /** The list's own pixels above the view. */
  offset(): number
}

/**
 * Which rows of a long list to draw, and where. Rows are equally high, so nothing is measured, and
 * lists that are taller than a browser can lay out scroll as well; see `MAX_TRACK`.
 * `headHeight` is what a fixed heading takes from the top of the scroller; `kept` is the row that
 * stays in view when the view gets lower.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headHeight: number,
  kept: number | null,
): RowWindow {
  const [viewHeight, setViewHeight] = useState(0)
  const [drawnOffset, setDrawnOffset] = useState(0)
  const offsetRef = useRef(0)
  const listHeight = count * rowHeight
  const track = trackFor(listHeight, viewHeight)
  const { scale } = track
  const tall = scale !== 1

  function draw(): void {
    const offset = offsetRef.current
    setDrawnOffset(tall ? offset : Math.floor(offset / rowHeight) * rowHeight)
  }

  function moveTo(to: number): void {
    offsetRef.current = Math.max(0, Math.min(to, Math.max(0, listHeight - viewHeight)))
    scroller.current?.scrollTo({ top: offsetRef.current / scale })
    draw()
  }

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const measure = (): void => setViewHeight(Math.max(0, element.clientHeight - headHeight))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, headHeight])

  const onResize = useEffectEvent((before: number) => {
    const offset = offsetRef.current
    const top = kept === null ? -1 : kept * rowHeight - offset
    const wasInView = kept !== null && top >= 0 && top < before
    moveTo(wasInView ? offsetToShow(kept, rowHeight, offset, viewHeight) : offset)
  })

  /** A list that comes with a row chosen shows it. */
  const onMeasured = useEffectEvent(() => {
    if (kept !== null) moveTo(offsetToShow(kept, rowHeight, offsetRef.current, viewHeight))
  })

  const heightBefore = useRef(0)
  useLayoutEffect(() => {
    if (heightBefore.current > 0) onResize(heightBefore.current)
    else if (viewHeight > 0) onMeasured()
    heightBefore.current = viewHeight
  }, [viewHeight])

  const onScroll = useEffectEvent((top: number) => {
    offsetRef.current = offsetAfterScroll(offsetRef.current, top, scale)
    draw()
  })

  // On a scaled track the wheel moves rows as far as in any other list, not by what a pixel stands for.
  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (event.ctrlKey || event.deltaY === 0) return
    event.preventDefault()
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE
    moveTo(offsetRef.current + event.deltaY * (lines ? rowHeight : 1))
  })

  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const listener = (): void => onScroll(element.scrollTop)
    element.addEventListener('scroll', listener, { passive: true })
    return () => element.removeEventListener('scroll', listener)
  }, [scroller])

  useEffect(() => {
    const element = scroller.current
    if (!tall || !element) return undefined
    const listener = (event: WheelEvent): void => onWheel(event)
    element.addEventListener('wheel', listener, { passive: false })
    return () => element.removeEventListener('wheel', listener)
  }, [tall, scroller])

  const shift = tall ? drawnOffset / scale - drawnOffset : 0
  return {
    range: rowsInView(count, rowHeight, drawnOffset, viewHeight, SPARE_ROWS),
    trackHeight: track.height,
    rowTop: (index) => index * rowHeight + shift,
    topRow: Math.floor(drawnOffset / rowHeight),
    pageRows: Math.max(1, Math.floor(viewHeight / rowHeight) - 1),
    showRow: (index) => {
      // Before its height is known a list would show any row as below its view.
      if (viewHeight > 0) moveTo(offsetToShow(index, rowHeight, offsetRef.current, viewHeight))
    },
    shiftBy: (pixels) => moveTo(offsetRef.current + pixels),
    offset: () => offsetRef.current,
  }
}
