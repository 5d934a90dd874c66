import type { FileRecord } from '#shared/files'
import type { ReactNode } from 'react'
import { actOnFile } from '../../bridge/acts'
import { sourceStateWords } from '../../stores/files/words'
import { cx } from '../../ui/cx'
import { formatBytes } from '../../ui/format'
import columns from './columns.module.css'
import { ActCell, CountCells, EndCell, EndedCells, NameCell, type RecordProps } from './fileParts'
import styles from './rows.module.css'

function SourceCell({ record }: RecordProps): ReactNode {
  const { removal, returns } = record
  const replacedBy = removal?.replacedBy ?? null
  const { word, tone } =
    replacedBy !== null
      ? { word: `By #${replacedBy}`, tone: 'plain' as const }
      : removal === null && returns !== null
        ? { word: `Came again, removed as #${returns}`, tone: 'attention' as const }
        : sourceStateWords(record)
  const calls = tone === 'attention'
  // A reason takes the place of the size as well.
  const isArchivedFor = record.sourceState === 'archived' && record.sourceReason !== null
  const long = calls || (isArchivedFor && replacedBy === null)
  return (
    <>
      <div
        role="gridcell"
        className={cx(
          columns.clip,
          calls ? styles.attention : columns.muted,
          long && columns.untilLines,
        )}
        title={word}
        data-cell="source"
      >
        {word}
      </div>
      {long ? null : (
        <div role="gridcell" className={cx(columns.number, columns.size, columns.muted)}>
          {formatBytes(record.sizeBytes)}
        </div>
      )}
    </>
  )
}

interface DuplicateCellProps extends RecordProps {
  readonly of: NonNullable<FileRecord['duplicateOf']>
}

function DuplicateCell({ record, of }: DuplicateCellProps): ReactNode {
  return (
    <div
      role="gridcell"
      className={cx(columns.untilRateStart, columns.clip, columns.muted)}
      data-cell="source"
    >
      Already imported as #{of}{' '}
      <button
        type="button"
        tabIndex={-1}
        className={styles.link}
        title="Import again (R)"
        data-action="import-again"
        onClick={() => void actOnFile(record, 'import-again')}
      >
        Import again
      </button>
    </div>
  )
}

/** A file that is over, and what became of it. */
export function FinishedCells({ record }: RecordProps): ReactNode {
  const { status, duplicateOf } = record
  return (
    <>
      <NameCell record={record} />
      <EndCell record={record} />
      {status === 'duplicate' && duplicateOf !== null ? (
        <DuplicateCell record={record} of={duplicateOf} />
      ) : (
        <>
          <SourceCell record={record} />
          <CountCells {...record} />
        </>
      )}
      <EndedCells record={record} />
      {status === 'duplicate' ? <div role="gridcell" /> : <ActCell record={record} />}
    </>
  )
}
