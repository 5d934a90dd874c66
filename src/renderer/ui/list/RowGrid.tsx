import {
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { cx } from '../cx'
import { useFocusOnMount } from '../useFocusOnMount'
import { usePageKeys } from '../usePageKeys'
import styles from './RowGrid.module.css'
import { rowForKey } from './rowKeys'
import { useRowWindow } from './useRowWindow'

/** What the owner of a grid may do with its scroll position. */
export interface RowGridHandle {
  /** Moves what is on the screen by so many rows, so that others can come and go above it. */
  shiftByRows(rows: number): void
  /** The row at the top of the view, and whether anything is above it. */
  firstRow(): number
  toTop(): void
  /** The least move that brings a row into view. */
  showRow(index: number): void
  /** Gives the list the keys. */
  focus(): void
}

/** What a row's key may ask of its press. */
export type RowKeyEvent = Pick<KeyboardEvent, 'shiftKey'>

interface RowGridProps {
  readonly label: string
  readonly count: number
  readonly rowHeight: number
  readonly columnCount: number
  /** A row of column headings that stays at the top, `role="row"`. */
  readonly head?: ReactNode
  /** The same where it follows the row that is at the top. */
  readonly renderHead?: (topRow: number) => ReactNode
  readonly headHeight?: number
  /** Stands in what a short list leaves free; not for screen readers. */
  readonly foot?: ReactNode
  readonly active: number | null
  readonly isStop?: (index: number) => boolean
  /** The cells of a row, each `role="gridcell"`. */
  readonly renderRow: (index: number) => ReactNode
  readonly onActive: (index: number) => void
  readonly onOpen?: (index: number) => void
  /** Keys that are not movement; true when the key was used. */
  readonly onRowKey?: (index: number, key: string, event: RowKeyEvent) => boolean
  /** A context menu was asked for, at a place of the window. */
  readonly onMenu?: (index: number, x: number, y: number) => void
  readonly onRange?: (first: number, last: number) => void
  readonly onPointerMove?: () => void
  readonly onPointerLeave?: () => void
  readonly handle?: Ref<RowGridHandle>
  /** Whether it takes the keys when it comes; a list beside the main one does not. */
  readonly autoFocus?: boolean
  readonly testId?: string
}

const everyRow = (): boolean => true

function isButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null
}

/**
 * A long list in columns, of which only the rows in view exist. It takes the focus as a whole;
 * arrows, J and K, Page keys, Home and End choose the active row, Enter opens it.
 */
export function RowGrid({
  label,
  count,
  rowHeight,
  columnCount,
  head,
  renderHead,
  headHeight = 0,
  foot,
  active,
  isStop = everyRow,
  renderRow,
  onActive,
  onOpen,
  onRowKey,
  onMenu,
  onRange,
  onPointerMove,
  onPointerLeave,
  handle,
  autoFocus = true,
  testId,
}: RowGridProps): ReactNode {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  useFocusOnMount(scroller, autoFocus)
  const rows = useRowWindow(scroller, count, rowHeight, headHeight, active)
  const [first, last] = rows.range ?? [0, -1]
  const topHead = renderHead?.(rows.topRow) ?? head

  useImperativeHandle(handle, () => ({
    shiftByRows: (by) => rows.shiftBy(by * rowHeight),
    firstRow: () => Math.floor(rows.offset() / rowHeight),
    toTop: () => rows.shiftBy(-rows.offset()),
    showRow: (index) => rows.showRow(index),
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }))

  useEffect(() => {
    if (last >= first) onRange?.(first, last)
  }, [first, last, onRange])

  const rowId = (index: number): string => `${id}-${index}`
  const drawn = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const activeDrawn = active !== null && active >= first && active <= last

  /** Does what a key means to the list; false when it means nothing. */
  function onKey(key: string, event: RowKeyEvent): boolean {
    const to = rowForKey(key, active, count, rows.pageRows, isStop)
    if (to !== null) {
      onActive(to)
      rows.showRow(to)
      return true
    }
    if (active === null) return false
    if (key === 'Enter' && onOpen) {
      onOpen(active)
      return true
    }
    if (onMenu && (key === 'ContextMenu' || (key === 'F10' && event.shiftKey))) {
      const box = scroller.current
        ?.querySelector(`[id="${rowId(active)}"]`)
        ?.getBoundingClientRect()
      if (box) onMenu(active, box.left + 48, box.bottom)
      return true
    }
    return onRowKey?.(active, key, event) ?? false
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (onKey(event.key, event)) event.preventDefault()
  }

  // A view's main list has its keys wherever in the view the focus is: on a button that was clicked.
  usePageKeys((key, event) => autoFocus && event.target !== scroller.current && onKey(key, event))

  function rowAt(event: MouseEvent): number | null {
    const row = event.target instanceof Element ? event.target.closest('[data-row]') : null
    const index = Number(row?.getAttribute('data-row') ?? NaN)
    return Number.isInteger(index) && isStop(index) ? index : null
  }

  return (
    // The grid listens for its rows, of which there are many; each can be reached by its keys.
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      aria-label={label}
      aria-rowcount={count + (topHead ? 1 : 0)}
      aria-colcount={columnCount}
      aria-activedescendant={activeDrawn ? rowId(active) : undefined}
      tabIndex={0}
      data-testid={testId}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        const index = rowAt(event)
        if (index !== null) onActive(index)
      }}
      onDoubleClick={(event) => {
        const index = rowAt(event)
        if (index !== null && !isButton(event.target)) onOpen?.(index)
      }}
      onContextMenu={(event) => {
        const index = rowAt(event)
        if (index === null || !onMenu) return
        event.preventDefault()
        onActive(index)
        onMenu(index, event.clientX, event.clientY)
      }}
      onPointerMove={onPointerMove}
      onPointerLeave={onPointerLeave}
    >
      {topHead ? <div className={styles.head}>{topHead}</div> : null}
      <div className={styles.track} style={{ height: rows.trackHeight }} role="presentation">
        {drawn.map((index) => (
          <div
            key={index}
            id={rowId(index)}
            className={cx(styles.row, index === active && styles.active)}
            role="row"
            aria-rowindex={index + (topHead ? 2 : 1)}
            aria-selected={index === active}
            data-row={index}
            style={{ height: rowHeight, transform: `translateY(${rows.rowTop(index)}px)` }}
          >
            {renderRow(index)}
          </div>
        ))}
      </div>
      {foot === undefined ? null : (
        <div className={styles.foot} aria-hidden>
          {foot}
        </div>
      )}
    </div>
  )
}
