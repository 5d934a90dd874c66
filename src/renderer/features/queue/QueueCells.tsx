import { showInvisible } from '#shared/raw/pieces'
import { restWords, waitingWords } from '#shared/waiting'
import type { ReactNode } from 'react'
import { doneShare, fileFigures } from '../../stores/files/view'
import { failureWords, stateWords } from '../../stores/files/words'
import { useStation } from '../../stores/station/station'
import { cx } from '../../ui/cx'
import { formatBytesOf, formatShortCount, formatTimeLeft } from '../../ui/format'
import { Progress } from '../../ui/Progress'
import { useCalm } from '../../ui/useCalm'
import columns from './columns.module.css'
import { ActCell, CountCells, EndedCells, NameCell, StateCell, type RecordProps } from './fileParts'
import styles from './rows.module.css'

/** A file that is to be read, is being read, or is paused. */
export function QueueCells({ record }: RecordProps): ReactNode {
  const live = useStation((s) => s.live.get(record.id) ?? null)
  const figures = fileFigures(record, live)
  const { status, stage, waitingFor } = figures
  const rate = useCalm(figures.linesPerSecond)
  const left = useCalm(figures.secondsLeft)
  const paused = useStation((s) => s.status?.paused ?? false)
  const bytes = formatBytesOf(figures.doneBytes, figures.sizeBytes)
  const begun = figures.doneBytes > 0
  const moving = status === 'processing' && waitingFor === null
  return (
    <>
      <NameCell record={record} />
      <StateCell
        status={status}
        state={stateWords(status, stage, waitingFor)}
        waitingFor={waitingFor}
      />
      <div role="gridcell">
        {status === 'queued' && !begun ? (
          <div className={cx(columns.muted, columns.clip)}>
            {paused ? 'Waits: all paused' : 'Waits for its turn'}
          </div>
        ) : (
          <Progress
            label={`Progress of ${showInvisible(record.name)}`}
            share={doneShare(figures)}
            still={!moving}
          />
        )}
      </div>
      <div role="gridcell" className={cx(columns.number, columns.size)}>
        {begun ? `${bytes.done} ` : null}
        <span className={columns.muted}>
          {begun ? '/ ' : null}
          {bytes.size}
        </span>
      </div>
      <CountCells {...figures} />
      {waitingFor === null ? (
        <>
          <div role="gridcell" className={cx(columns.number, columns.rate)}>
            {moving && rate !== null ? `${formatShortCount(rate)}/s` : null}
          </div>
          <div role="gridcell" className={cx(columns.number, columns.left)}>
            {moving && left !== null ? formatTimeLeft(left) : null}
          </div>
        </>
      ) : (
        <div
          role="gridcell"
          className={cx(columns.untilRate, columns.clip, styles.attention)}
          title={waitingFor}
        >
          {waitingFor}
        </div>
      )}
      <ActCell record={record} />
    </>
  )
}

/** A file whose last line is cut: what it waits for. */
export function WaitingCells({ record }: RecordProps): ReactNode {
  const { waiting } = record
  return (
    <>
      <NameCell record={record} />
      <StateCell status="waiting" state={stateWords('waiting', null, null)} />
      <div
        role="gridcell"
        className={cx(columns.untilLines, columns.clip, columns.muted)}
        title={waiting === null ? undefined : waitingWords(waiting)}
        data-cell="reason"
      >
        {waiting === null ? null : `For the ${restWords(waiting)}`}
      </div>
      <CountCells {...record} />
      <div role="gridcell" className={cx(columns.number, columns.rate)} />
      <div role="gridcell" className={cx(columns.number, columns.left)} />
      <ActCell record={record} />
    </>
  )
}

/** A file that is held: why, and what to do. */
export function FailedCells({ record }: RecordProps): ReactNode {
  const { what, next } = failureWords(record) ?? {
    what: 'It could not be imported.',
    next: 'Retry it.',
  }
  return (
    <>
      <NameCell record={record} />
      <StateCell status="failed" state={stateWords('failed', null, null)} />
      <div
        role="gridcell"
        className={cx(columns.untilRateStart, columns.clip)}
        title={`${what} ${next}`}
        data-cell="reason"
      >
        {what} <span className={columns.muted}>{next}</span>
      </div>
      <EndedCells record={record} />
      <ActCell record={record} />
    </>
  )
}
