import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type PointerEvent,
  type ReactNode,
} from 'react'
import { cx } from '../cx'
import styles from './TimeSurface.module.css'
import { spanUs, type TimeSpan } from './timeSpan'

/** A shorter way of the pointer is a click. */
const CLICK_PX = 4
const ZOOM_PER_PX = 0.0016
const LINE_PX = 16

interface TimeSurfaceProps {
  readonly span: TimeSpan
  /** Where the cursor stands; null for nowhere. */
  readonly cursorUs: number | null
  /** The moment of the record that stands for it, which may lie beside it. */
  readonly recordUs: number | null
  /** Words at the cursor. */
  readonly note?: string | null
  readonly onPoint: (us: number | null) => void
  readonly onChoose: (us: number) => void
  readonly onSpan: (span: TimeSpan) => void
  readonly onZoom: (factor: number, atUs: number) => void
  readonly onPan: (share: number) => void
}

interface Drag {
  readonly kind: 'select' | 'pan'
  readonly startPx: number
  readonly atPx: number
  readonly span: TimeSpan
}

/** Turns what comes many times a frame into one call a frame. */
function usePerFrame(): { readonly run: (act: () => void) => void; readonly drop: () => void } {
  const frame = useRef<number | null>(null)
  const latest = useRef<(() => void) | null>(null)
  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current)
      frame.current = null
    },
    [],
  )
  return {
    run(act) {
      latest.current = act
      frame.current ??= requestAnimationFrame(() => {
        frame.current = null
        latest.current?.()
      })
    },
    drop() {
      latest.current = null
    },
  }
}

/**
 * Lies over plots that share a time axis: the wheel zooms (with Shift or sideways it pans), dragging
 * selects a stretch to zoom into (with Shift or the middle button it pans), a click chooses a moment.
 * The keys for all of it belong to whoever shows the plots.
 */
export function TimeSurface(props: TimeSurfaceProps): ReactNode {
  const { span, cursorUs, recordUs, onPoint, onChoose, onSpan } = props
  const surface = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag | null>(null)
  const perFrame = usePerFrame()
  const turned = useRef({ zoom: 0, pan: 0 })
  /** Where the pointer was when it moved the time axis under itself. */
  const movedAt = useRef<number | null>(null)

  const placeOf = (clientX: number): { readonly px: number; readonly width: number } => {
    const box = surface.current?.getBoundingClientRect()
    const width = Math.max(1, box?.width ?? 1)
    return { px: Math.min(Math.max(clientX - (box?.left ?? 0), 0), width), width }
  }
  const usAt = (px: number, width: number, of: TimeSpan = span): number =>
    of.fromUs + (px / width) * spanUs(of)

  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (event.ctrlKey) return
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
    const { px, width } = placeOf(event.clientX)
    if (event.shiftKey) turned.current.pan += (event.deltaX + event.deltaY) * unit
    else {
      turned.current.pan += event.deltaX * unit
      turned.current.zoom += event.deltaY * unit
    }
    perFrame.run(() => {
      const { zoom, pan } = turned.current
      turned.current = { zoom: 0, pan: 0 }
      movedAt.current = event.clientX
      if (zoom !== 0) props.onZoom(Math.exp(zoom * ZOOM_PER_PX), usAt(px, width))
      if (pan !== 0) props.onPan(pan / width)
    })
  })
  useEffect(() => {
    const element = surface.current
    const listener = (event: WheelEvent): void => onWheel(event)
    element?.addEventListener('wheel', listener, { passive: false })
    return () => element?.removeEventListener('wheel', listener)
  }, [])

  const onMoved = useEffectEvent((now: TimeSpan) => {
    if (movedAt.current === null) return
    const { px, width } = placeOf(movedAt.current)
    movedAt.current = null
    onPoint(usAt(px, width, now))
  })
  useEffect(() => onMoved(span), [span])

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button > 1) return
    if (event.button === 1) event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    const { px } = placeOf(event.clientX)
    const kind = event.button === 1 || event.shiftKey ? 'pan' : 'select'
    setDrag({ kind, startPx: px, atPx: px, span })
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const { px, width } = placeOf(event.clientX)
    perFrame.run(() => {
      if (drag === null) onPoint(usAt(px, width))
      else if (drag.kind === 'select') setDrag({ ...drag, atPx: px })
      else {
        movedAt.current = event.clientX
        const by = usAt(drag.startPx, width, drag.span) - usAt(px, width, drag.span)
        onSpan({ fromUs: drag.span.fromUs + by, toUs: drag.span.toUs + by })
      }
    })
  }

  function onPointerUp(event: PointerEvent<HTMLDivElement>): void {
    if (drag === null) return
    setDrag(null)
    const { px, width } = placeOf(event.clientX)
    if (Math.abs(px - drag.startPx) < CLICK_PX) {
      if (drag.kind === 'select') onChoose(usAt(px, width))
    } else if (drag.kind === 'select') {
      const [left, right] = [Math.min(px, drag.startPx), Math.max(px, drag.startPx)]
      onSpan({ fromUs: usAt(left, width), toUs: usAt(right, width) })
      // What the pointer is over now is another moment than before.
      onPoint(null)
    }
  }

  const selected = drag?.kind === 'select' && Math.abs(drag.atPx - drag.startPx) >= CLICK_PX
  const shareOf = (us: number | null): number | null => {
    const share = us === null ? -1 : (us - span.fromUs) / spanUs(span)
    return share >= 0 && share <= 1 ? share : null
  }
  const share = shareOf(cursorUs)
  const recordShare = shareOf(recordUs)
  return (
    <div
      ref={surface}
      className={cx(styles.surface, drag?.kind === 'pan' && styles.panning)}
      data-testid="time-surface"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={() => {
        // At once: the part that the pointer came to has the say from now on.
        perFrame.drop()
        onPoint(null)
      }}
    >
      {recordShare === null ? null : (
        <div className={styles.record} style={{ left: `${recordShare * 100}%` }} />
      )}
      {share === null ? null : (
        <div className={styles.cursor} style={{ left: `${share * 100}%` }} data-testid="cursor">
          {props.note ? (
            <span className={cx(styles.note, share > 0.5 && styles.leftwards)}>{props.note}</span>
          ) : null}
        </div>
      )}
      {selected ? (
        <div
          className={styles.selection}
          style={{
            left: Math.min(drag.startPx, drag.atPx),
            width: Math.abs(drag.atPx - drag.startPx),
          }}
        />
      ) : null}
    </div>
  )
}
