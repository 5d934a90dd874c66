import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react'
import { actOnFile, copyText, showInFolder } from '../../bridge/acts'
import { rowsShown } from '../../bridge/fileRows'
import { askRemoval } from '../../bridge/removals'
import { filesState, useFiles } from '../../stores/files/files'
import { idAt, indexOf } from '../../stores/files/rows'
import { actionForKey, actionsFor, actionWords, mayRemove } from '../../stores/files/view'
import { navigationState } from '../../stores/navigation/navigation'
import { useStation } from '../../stores/station/station'
import {
  arrivingCount,
  arrivingKeys,
  ignoredCount,
  ignoredFiles,
} from '../../stores/station/watched'
import { PointMenu, type PointMenuItem } from '../../ui/list/PointMenu'
import { RowGrid, type RowGridHandle, type RowKeyEvent } from '../../ui/list/RowGrid'
import { FileCells, LoadingCells } from './FileCells'
import { itemAt, itemCount, sectionAt, sectionRange, sectionStart, type Layout } from './layout'
import {
  ArrivingCells,
  HeadingCells,
  IgnoredCells,
  IgnoredSummaryCells,
  ListFoot,
  MoreArrivingCells,
  NothingCells,
} from './OtherCells'
import styles from './rows.module.css'
import { useHeld } from './useHeld'
import { usePointerHold } from './usePointerHold'

const ROW_HEIGHT = 32

/** Keys as one text, so that the list changes only when they do and not with every byte. */
const SEPARATOR = '\u0000'

function useLayout(ignoredOpen: boolean): Layout {
  const held = useFiles((s) => s.held)
  const queue = useFiles((s) => s.sections.queue.total ?? 0)
  const history = useFiles((s) => s.sections.history.total ?? 0)
  const names = useHeld(
    useStation((s) => arrivingKeys(s.status).join(SEPARATOR)),
    held,
  )
  const arrivingInAll = useHeld(
    useStation((s) => arrivingCount(s.status)),
    held,
  )
  const ignored = useHeld(
    useStation((s) => ignoredCount(s.status)),
    held,
  )
  const ignoredNamed = useHeld(
    useStation((s) => ignoredFiles(s.status).length),
    held,
  )
  return useMemo(() => {
    const arriving = names === '' ? [] : names.split(SEPARATOR)
    return {
      queue,
      history,
      arriving,
      moreArriving: Math.max(0, arrivingInAll - arriving.length),
      ignored,
      ignoredListed: ignoredOpen ? ignoredNamed : 0,
    }
  }, [queue, history, names, arrivingInAll, ignored, ignoredNamed, ignoredOpen])
}

/** A name for what stands in a row that goes with it when it moves; null for headings. */
function keyAt(layout: Layout, index: number): string | null {
  const item = itemAt(layout, index)
  switch (item.kind) {
    case 'file': {
      const id = idAt(filesState().sections[item.section], item.at)
      return id === null ? null : `file:${id}`
    }
    case 'arriving':
      return `arriving:${item.key}`
    case 'ignored-summary':
      return 'ignored'
    case 'heading':
    case 'more-arriving':
    case 'nothing':
    case 'ignored':
      return null
  }
}

function rowOf(layout: Layout, key: string | null): number | null {
  if (key === null) return null
  if (key === 'ignored') {
    return layout.ignored > 0 ? sectionStart(layout, 'history') - 2 - layout.ignoredListed : null
  }
  if (key.startsWith('arriving:')) {
    const at = layout.arriving.indexOf(key.slice('arriving:'.length))
    return at < 0 ? null : sectionStart(layout, 'queue') + layout.queue + at
  }
  const id = Number(key.slice('file:'.length))
  for (const section of ['queue', 'history'] as const) {
    const at = indexOf(filesState().sections[section], id)
    if (at !== null && at < layout[section]) return sectionStart(layout, section) + at
  }
  return null
}

function recordAt(layout: Layout, index: number) {
  const item = itemAt(layout, index)
  if (item.kind !== 'file') return null
  const { sections, records } = filesState()
  const id = idAt(sections[item.section], item.at)
  return id === null ? null : (records.get(id) ?? null)
}

function menuItems(layout: Layout, index: number): PointMenuItem[] {
  const record = recordAt(layout, index)
  if (record === null) return []
  return [
    {
      id: 'open',
      label: 'Open',
      keys: 'Enter',
      run: () => navigationState().actions.placeChosen({ view: 'file', fileId: record.id }),
    },
    ...actionsFor(record).map((action) => ({
      id: action,
      ...actionWords[action],
      run: () => void actOnFile(record, action),
    })),
    {
      id: 'show',
      label: 'Show in folder',
      keys: 'Shift+O',
      run: () => void showInFolder(record.id),
    },
  ]
}

/** Queue and history in one list, with what is still arriving between them. */
export function QueueList(): ReactNode {
  const [ignoredOpen, setIgnoredOpen] = useState(false)
  const [menu, setMenu] = useState<{ index: number; x: number; y: number } | null>(null)
  const layout = useLayout(ignoredOpen)
  const sections = useFiles((s) => s.sections)
  const activeKey = useFiles((s) => s.activeKey)
  const hold = usePointerHold()
  const grid = useRef<RowGridHandle>(null)
  const active = rowOf(layout, activeKey)

  useKeptPlace(layout, grid)

  const onRange = useCallback(
    (first: number, last: number) =>
      rowsShown({
        queue: sectionRange(layout, 'queue', first, last),
        history: sectionRange(layout, 'history', first, last),
      }),
    [layout],
  )

  function open(index: number): void {
    const record = recordAt(layout, index)
    if (record) navigationState().actions.placeChosen({ view: 'file', fileId: record.id })
    else if (itemAt(layout, index).kind === 'ignored-summary') setIgnoredOpen(!ignoredOpen)
  }

  function onRowKey(index: number, key: string, event: RowKeyEvent): boolean {
    const record = recordAt(layout, index)
    if (record === null) return false
    if (key === 'O') {
      void showInFolder(record.id)
      return true
    }
    if (key === 'c') {
      copyText(record.path, 'Path')
      return true
    }
    if (key === 'Delete' && !event.shiftKey && mayRemove(record)) {
      void askRemoval('remove', record)
      return true
    }
    const action = actionForKey(key, record)
    if (action !== null) void actOnFile(record, action)
    // Space must not scroll the list, whatever it means to this file.
    return action !== null || key === ' '
  }

  function renderHead(topRow: number): ReactNode {
    const section = sectionAt(layout, topRow)
    return (
      <div role="row" className={styles.head}>
        <HeadingCells section={section} total={layout[section]} />
      </div>
    )
  }

  function renderRow(index: number): ReactNode {
    const item = itemAt(layout, index)
    switch (item.kind) {
      case 'heading':
        return <HeadingCells section={item.section} total={layout[item.section]} />
      case 'file': {
        const id = idAt(sections[item.section], item.at)
        return id === null ? <LoadingCells /> : <FileCells fileId={id} />
      }
      case 'arriving':
        return <ArrivingCells fileKey={item.key} />
      case 'more-arriving':
        return <MoreArrivingCells count={item.count} />
      case 'nothing':
        return <NothingCells section={item.section} />
      case 'ignored-summary':
        return (
          <IgnoredSummaryCells
            count={item.count}
            listed={ignoredOpen}
            onToggle={() => setIgnoredOpen(!ignoredOpen)}
          />
        )
      case 'ignored':
        return <IgnoredCells at={item.at} />
    }
  }

  return (
    <>
      <RowGrid
        label="Files"
        testId="file-list"
        count={itemCount(layout)}
        rowHeight={ROW_HEIGHT}
        columnCount={10}
        renderHead={renderHead}
        headHeight={ROW_HEIGHT}
        active={active}
        isStop={(index) => keyAt(layout, index) !== null}
        renderRow={renderRow}
        onActive={(index) => {
          const key = keyAt(layout, index)
          if (key !== null) filesState().actions.rowChosen(key)
        }}
        onOpen={open}
        onRowKey={onRowKey}
        onMenu={(index, x, y) => setMenu({ index, x, y })}
        onRange={onRange}
        handle={grid}
        foot={<ListFoot />}
        {...hold}
      />
      {menu === null ? null : (
        <PointMenu
          label="Actions for this file"
          x={menu.x}
          y={menu.y}
          items={menuItems(layout, menu.index)}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  )
}

/** Keeps what is on the screen where it is when rows above it come or go. */
function useKeptPlace(layout: Layout, grid: RefObject<RowGridHandle | null>): void {
  const before = useRef<{ layout: Layout; key: string | null; row: number } | null>(null)
  useLayoutEffect(() => {
    const handle = grid.current
    if (!handle) return
    const last = before.current
    if (last !== null && last.layout !== layout && handle.firstRow() > 0) {
      const row = rowOf(layout, last.key)
      if (row !== null && row !== last.row) handle.shiftByRows(row - last.row)
    }
    const row = Math.max(handle.firstRow(), sectionStart(layout, 'queue'))
    before.current = { layout, key: keyAt(layout, row), row }
  })
}
