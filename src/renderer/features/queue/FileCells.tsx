import type { FileRecord } from '#shared/files'
import { memo, type ReactNode } from 'react'
import { useFiles } from '../../stores/files/files'
import { cx } from '../../ui/cx'
import columns from './columns.module.css'
import { FinishedCells } from './FinishedCells'
import { FailedCells, QueueCells, WaitingCells } from './QueueCells'
import styles from './rows.module.css'

const over: ReadonlySet<string> = new Set(['complete', 'duplicate', 'cancelled'])

/** What those show that are not simply on their way. */
const cellsOf: Partial<Record<FileRecord['status'], typeof QueueCells>> = {
  failed: FailedCells,
  waiting: WaitingCells,
}

/** One file of the list. Its cells follow its status, also while its place is held. */
export const FileCells = memo(function FileCells({
  fileId,
}: {
  readonly fileId: number
}): ReactNode {
  const record = useFiles((s) => s.records.get(fileId))
  if (!record) return <LoadingCells />
  const { status, removal } = record
  const isOver = over.has(status) || removal !== null
  const Cells = isOver ? FinishedCells : (cellsOf[status] ?? QueueCells)
  return (
    <div
      className={cx(styles.row, columns.columns, removal !== null && styles.removed)}
      role="presentation"
      data-testid="file-row"
      data-file-id={record.id}
      data-file-name={record.name}
      data-status={status}
      data-removed={removal === null ? undefined : true}
    >
      <Cells record={record} />
    </div>
  )
})

export function LoadingCells(): ReactNode {
  return (
    <div className={cx(styles.row, columns.columns)} role="presentation">
      <div role="gridcell" aria-label="Loading">
        <div className={styles.loading} />
      </div>
    </div>
  )
}
