import { ArrowDownToLine, ChevronDown, ChevronRight, Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useSettings } from '../../stores/settings/settings'
import { useStation } from '../../stores/station/station'
import { arrivingFile, ignoredFiles, isWatching } from '../../stores/station/watched'
import { cx } from '../../ui/cx'
import { countOf, formatBytes, formatDuration } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Hidden } from '../../ui/Hidden'
import { Name } from '../../ui/Name'
import { State } from '../../ui/State'
import columns from './columns.module.css'
import styles from './rows.module.css'

const titles = { queue: 'Queue', history: 'History' } as const

interface HeadingCellsProps {
  readonly section: 'queue' | 'history'
  readonly total: number
}

export function HeadingCells({ section, total }: HeadingCellsProps): ReactNode {
  const queue = section === 'queue'
  return (
    <div
      className={cx(styles.heading, columns.columns)}
      role="presentation"
      data-testid={`${section}-heading`}
    >
      <div role="columnheader" className={styles.title}>
        {titles[section]} <span className={styles.count}>{countText(total)}</span>
      </div>
      <div role="columnheader">State</div>
      <div role="columnheader">{queue ? 'Progress' : 'Source file'}</div>
      <div role="columnheader" className={cx(columns.number, columns.size)}>
        {queue ? 'Read / size' : 'Size'}
      </div>
      <div role="columnheader" className={cx(columns.number, columns.lines)}>
        Lines
      </div>
      <div role="columnheader" className={cx(columns.number, columns.imported)}>
        Imported
      </div>
      <div role="columnheader" className={columns.number}>
        Bad
      </div>
      <div role="columnheader" className={cx(columns.number, columns.rate)}>
        {queue ? 'Rate' : 'Ended, UTC'}
      </div>
      <div role="columnheader" className={cx(columns.number, columns.left)}>
        {queue ? 'Left' : 'Took'}
      </div>
      <div role="columnheader">
        <Hidden>Actions</Hidden>
      </div>
    </div>
  )
}

/** A file that a watched folder holds but that has not stopped growing. */
export function ArrivingCells({ fileKey }: { readonly fileKey: string }): ReactNode {
  const file = useStation((s) => arrivingFile(s.status, fileKey))
  const name = file?.name ?? fileKey.slice(fileKey.lastIndexOf('/') + 1)
  const quietMs = useSettings((s) => s.settings?.quietMs ?? 0)
  return (
    <div
      className={cx(styles.row, columns.columns)}
      role="presentation"
      data-testid="arriving-row"
      data-file-name={name}
    >
      <div role="gridcell" className={styles.name}>
        <Name keepEnd>{name}</Name>
      </div>
      <div role="gridcell" data-cell="state">
        <State tone="plain" word="Waiting" icon={Hourglass} />
      </div>
      <div role="gridcell" className={cx(columns.untilActs, columns.clip, columns.muted)}>
        {file === null ? 'Arrived' : arrivingWords(file.sizeBytes, file.quietForMs, quietMs)}
      </div>
      <div role="gridcell" />
    </div>
  )
}

/** Below this a pause between two writes is no news. */
const STILL_GROWING_MS = 700

function arrivingWords(sizeBytes: number, quietForMs: number, quietMs: number): string {
  if (quietForMs < STILL_GROWING_MS) return `Still growing, ${formatBytes(sizeBytes)}`
  const quiet = formatDuration(quietForMs / 1000)
  return `${formatBytes(sizeBytes)}, has not grown for ${quiet}; starts after ${formatDuration(quietMs / 1000)}`
}

export function MoreArrivingCells({ count }: { readonly count: number }): ReactNode {
  return (
    <div className={styles.quiet} role="gridcell">
      and {countOf(count, 'more file')} arriving
    </div>
  )
}

export function NothingCells({ section }: { readonly section: 'queue' | 'history' }): ReactNode {
  return (
    <div className={styles.quiet} role="gridcell">
      {section === 'queue' ? 'Nothing to do.' : 'Nothing has ended yet.'}
    </div>
  )
}

/** What to do with a window that has room left. */
export function ListFoot(): ReactNode {
  const watching = useStation((s) => isWatching(s.status))
  const isOne = useSettings((s) => s.settings?.folders.length === 1)
  return (
    <div className={styles.foot}>
      <ArrowDownToLine size={18} strokeWidth={1.75} />
      {watching
        ? `Drop packages anywhere on this window, or copy them into ${isOne ? 'the' : 'a'} watched folder`
        : 'Drop packages anywhere on this window'}
    </div>
  )
}

interface IgnoredSummaryCellsProps {
  readonly count: number
  readonly listed: boolean
  readonly onToggle: () => void
}

export function IgnoredSummaryCells({
  count,
  listed,
  onToggle,
}: IgnoredSummaryCellsProps): ReactNode {
  const isOne = useSettings((s) => s.settings?.folders.length === 1)
  return (
    <div className={styles.quiet} role="gridcell" data-testid="ignored-summary">
      <button
        type="button"
        tabIndex={-1}
        className={styles.fold}
        aria-expanded={listed}
        onClick={onToggle}
      >
        {listed ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        {countOf(count, 'file')} in {isOne ? 'the watched folder' : 'watched folders'}{' '}
        {count === 1 ? 'is' : 'are'} left alone
      </button>
    </div>
  )
}

export function IgnoredCells({ at }: { readonly at: number }): ReactNode {
  const file = useStation(useShallow((s) => ignoredFiles(s.status)[at] ?? null))
  return (
    <div className={cx(styles.quiet, styles.indent)} role="gridcell">
      {file === null ? null : (
        <>
          <span title={file.folder}>
            <Name>{file.name}</Name>
          </span>
          <span className={columns.clip}>{file.reason}</span>
        </>
      )}
    </div>
  )
}
