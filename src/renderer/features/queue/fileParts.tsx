import type { FileRecord } from '#shared/files'
import type { FileAction } from '#shared/ipc'
import { showInvisible } from '#shared/raw/pieces'
import { Check, Pause, Play, RotateCw, X, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { actOnFile } from '../../bridge/acts'
import { fileIcon, statusIcon } from '../../stores/files/icons'
import { actionsFor, actionWords, fileFigures } from '../../stores/files/view'
import { endWords, flawWords, isFlawed } from '../../stores/files/words'
import { useStation } from '../../stores/station/station'
import { navigationState } from '../../stores/navigation/navigation'
import { cx } from '../../ui/cx'
import { asSentence, formatDuration, formatFullMoment, formatMoment } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import { State, type Tone } from '../../ui/State'
import columns from './columns.module.css'
import styles from './rows.module.css'

const actionIcons: Readonly<Record<FileAction, LucideIcon>> = {
  pause: Pause,
  resume: Play,
  cancel: X,
  retry: RotateCw,
  take: Check,
  'import-again': RotateCw,
}

export interface RecordProps {
  readonly record: FileRecord
}

export function NameCell({ record }: RecordProps): ReactNode {
  return (
    <div role="gridcell" className={styles.name}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.open}
        aria-label={showInvisible(record.name)}
        onClick={() => navigationState().actions.placeChosen({ view: 'file', fileId: record.id })}
      >
        <Name keepEnd>{record.name}</Name>
      </button>
    </div>
  )
}

/** What became of a file that is over. */
export function EndCell({ record }: RecordProps): ReactNode {
  const { totalLines: lines, errorLines: bad } = record
  const flaw = isFlawed(record) ? asSentence(`Package ${flawWords({ lines, bad })}`) : undefined
  return (
    <div role="gridcell" data-cell="state" title={flaw}>
      <State {...endWords(record)} icon={fileIcon(record, fileFigures(record, null))} />
    </div>
  )
}

interface StateCellProps {
  readonly status: FileRecord['status']
  readonly state: { readonly word: string; readonly tone: Tone }
  /** What holds it up while it is in work. */
  readonly waitingFor?: string | null
}

export function StateCell({ status, state, waitingFor = null }: StateCellProps): ReactNode {
  return (
    <div role="gridcell" data-cell="state">
      <State {...state} icon={statusIcon(status, waitingFor)} />
    </div>
  )
}

const DAY_MS = 86_400_000

/** The start of today in UTC, so that rows are drawn again once a day and not with every status. */
function useToday(): number {
  return useStation((s) => Math.floor((s.status?.at ?? 0) / DAY_MS) * DAY_MS)
}

/** When it ended, and how long it took. */
export function EndedCells({ record }: RecordProps): ReactNode {
  const today = useToday()
  const { finishedAt, workedMs } = record
  // A duplicate was only compared, and a cancelled file has no end of its own.
  const took = record.status === 'complete' ? workedMs : null
  return (
    <>
      <div
        role="gridcell"
        className={cx(columns.number, columns.rate, columns.muted)}
        title={finishedAt === null ? undefined : formatFullMoment(finishedAt)}
      >
        {finishedAt === null ? null : formatMoment(finishedAt, today)}
      </div>
      <div role="gridcell" className={cx(columns.number, columns.left, columns.muted)}>
        {took === null ? null : formatDuration(took / 1000)}
      </div>
    </>
  )
}

interface CountCellsProps {
  readonly totalLines: number
  readonly importedLines: number
  readonly errorLines: number
  readonly skippedLines: number
}

/** Lines, imported and bad: the ledger of a row, which counts skipped lines too. Zeros step back. */
export function CountCells({
  totalLines,
  importedLines,
  errorLines,
  skippedLines,
}: CountCellsProps): ReactNode {
  const lines = totalLines + skippedLines
  return (
    <>
      <div
        role="gridcell"
        className={cx(columns.number, columns.lines, lines === 0 && columns.muted)}
        data-cell="lines"
      >
        {countText(lines)}
      </div>
      <div
        role="gridcell"
        className={cx(columns.number, columns.imported, importedLines === 0 && columns.muted)}
        data-cell="imported"
      >
        {countText(importedLines)}
      </div>
      <div
        role="gridcell"
        className={cx(columns.number, errorLines > 0 ? styles.bad : columns.muted)}
        data-cell="bad"
      >
        {countText(errorLines)}
      </div>
    </>
  )
}

/** The actions of a row for the pointer; the keys do the same on the active row. */
export function ActCell({ record }: RecordProps): ReactNode {
  return (
    <div role="gridcell" className={columns.acts}>
      {actionsFor(record).map((action) => {
        const Icon = actionIcons[action]
        const { label, keys } = actionWords[action]
        return (
          <button
            key={action}
            type="button"
            tabIndex={-1}
            className={styles.act}
            title={`${label} (${keys})`}
            aria-label={`${label} ${showInvisible(record.name)}`}
            data-action={action}
            onClick={() => void actOnFile(record, action)}
          >
            <Icon size={14} aria-hidden />
          </button>
        )
      })}
    </div>
  )
}
