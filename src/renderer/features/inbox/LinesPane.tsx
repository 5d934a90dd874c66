import { CircleCheck, CircleDashed, SearchX } from 'lucide-react'
import { memo, useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { copyText } from '../../bridge/acts'
import { followLines, linesShown, retryLines } from '../../bridge/inboxLines'
import { mendNext } from '../../bridge/inboxNext'
import { useEditor } from '../../stores/inbox/editor'
import { chosenLine, linesState, useLines, type ListedLine } from '../../stores/inbox/lines'
import { statusWords } from '../../stores/inbox/words'
import { useSearch } from '../../stores/inbox/search'
import { rowAt } from '../../stores/paging/loadedRows'
import { Blank } from '../../ui/Blank'
import { cx } from '../../ui/cx'
import { countText } from '#shared/numbers'
import { Hidden } from '../../ui/Hidden'
import { RowGrid, type RowGridHandle, type RowKeyEvent } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import { MatchRow, RawRow, rawText } from '../../ui/raw/RawLine'
import { Unreadable } from '../../ui/Unreadable'
import { LineFull } from './LineFull'
import styles from './LinesPane.module.css'

const ROW_HEIGHT = 28
/** Where rows say their package too, the raw line stands below it. */
const HIGH_ROW_HEIGHT = 46
const NEEDED_COLUMNS = 3

function Status({ line }: { readonly line: ListedLine }): ReactNode {
  const { word } = statusWords[line.status]
  if (line.status === 'open') return <span aria-label={word} />
  return (
    <span className={styles[line.status]} role="img" aria-label={word} title={word}>
      {line.status === 'fixed' ? <CircleCheck size={14} /> : <CircleDashed size={14} />}
    </span>
  )
}

interface LineCellsProps {
  readonly line: ListedLine
  readonly files: boolean
}

const LineCells = memo(function LineCells({ line, files }: LineCellsProps): ReactNode {
  return (
    <div
      className={cx(styles.cells, files && styles.withFile, line.status !== 'open' && styles.done)}
      role="presentation"
      data-testid="inbox-line"
      data-status={line.status}
    >
      <div role="gridcell" className={styles.status}>
        <Status line={line} />
      </div>
      <div role="gridcell" className={styles.line}>
        {countText(line.line)}
      </div>
      {files ? (
        <div role="gridcell" className={styles.file}>
          <Name keepEnd room={24}>
            {line.fileName}
          </Name>
        </div>
      ) : null}
      <div role="gridcell" className={styles.raw}>
        {'matchAt' in line ? <Match line={line} /> : <RawRow error={line} />}
      </div>
    </div>
  )
})

function Match({ line }: { readonly line: Extract<ListedLine, { matchAt: number }> }): ReactNode {
  const length = useSearch((s) => s.length)
  return (
    <MatchRow
      raw={line.raw}
      rawStart={line.rawStart}
      at={line.matchAt}
      length={length}
      format={line.format}
    />
  )
}

function Head({ files }: { readonly files: boolean }): ReactNode {
  return (
    <div className={cx(styles.cells, files && styles.withFile, styles.head)} role="row">
      <div role="columnheader">
        <Hidden>Status</Hidden>
      </div>
      <div role="columnheader" className={styles.line}>
        Line
      </div>
      {files ? <div role="columnheader">Package</div> : null}
      <div role="columnheader" className={cx(files && styles.hidden)}>
        Raw line
      </div>
    </div>
  )
}

function Row({ index, files }: { readonly index: number; readonly files: boolean }): ReactNode {
  const line = useLines((s) => rowAt(s.list, index))
  if (line !== null) return <LineCells line={line} files={files} />
  return (
    <div className={cx(styles.cells, files && styles.withFile)} role="presentation">
      <div role="gridcell" />
      <div role="gridcell" />
      <div role="gridcell" aria-label="Loading">
        <div className={styles.waiting} />
      </div>
    </div>
  )
}

/** What stands in an empty list: nothing was found, or nothing is left. */
function Nothing({ children }: { readonly children: ReactNode }): ReactNode {
  const of = useLines((s) => s.of?.kind)
  const phase = useSearch((s) => s.phase)
  if (of !== 'hits') return children
  if (phase === 'running') return <div aria-busy />
  return (
    <Blank
      testId="no-hits"
      icon={<SearchX size={28} strokeWidth={1.5} aria-hidden />}
      title="No line has this text"
    >
      Upper and lower case count. A byte can be written as \xNN.
    </Blank>
  )
}

function onRowKey(_: number, key: string, event: RowKeyEvent): boolean {
  const line = chosenLine(linesState())
  if (key !== 'c' || event.shiftKey || line === null) return false
  copyText(rawText(line), 'Raw line')
  return true
}

interface LinesPaneProps {
  readonly grid: RefObject<RowGridHandle | null>
  /** Whether rows say which package they are of. */
  readonly files: boolean
  /** Stands in place of the list when it has no lines. */
  readonly children?: ReactNode
}

/** A list of bad lines, and the chosen one in full beside it. */
export function LinesPane({ grid, files, children }: LinesPaneProps): ReactNode {
  useEffect(() => followLines(), [])
  const of = useLines((s) => s.of)
  const total = useLines((s) => s.list.total)
  const chosen = useLines((s) => s.chosen)
  const failure = useLines((s) => s.failure)
  const editing = useEditor((s) => s.ref !== null)
  const wanted = total === null ? null : chosen
  useEffect(() => {
    if (wanted !== null) grid.current?.showRow(wanted)
  }, [grid, wanted])
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !editing) grid.current?.focus()
    wasEditing.current = editing
  }, [grid, editing])

  if (failure !== null && total === null) {
    return (
      <Unreadable title="The lines could not be listed" reason={failure} onRetry={retryLines} />
    )
  }
  if (total === 0) return <Nothing>{children}</Nothing>

  return (
    <div className={styles.pane}>
      <div className={styles.list} aria-busy={total === null}>
        <RowGrid
          key={of?.kind === 'hits' ? of.job : JSON.stringify(of?.filter)}
          label="Bad lines"
          testId="line-list"
          count={total ?? 0}
          rowHeight={files ? HIGH_ROW_HEIGHT : ROW_HEIGHT}
          columnCount={NEEDED_COLUMNS + (files ? 1 : 0)}
          head={<Head files={files} />}
          headHeight={28}
          active={chosen}
          renderRow={(index) => <Row index={index} files={files} />}
          onActive={(index) => linesState().actions.lineChosen(index)}
          onOpen={() => void mendNext()}
          onRowKey={onRowKey}
          onRange={linesShown}
          handle={grid}
        />
      </div>
      <div className={styles.detail}>
        <LineFull />
      </div>
    </div>
  )
}
