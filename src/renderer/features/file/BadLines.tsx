import type { LineCode } from '#shared/codes'
import type { FileRecord } from '#shared/files'
import type { BadLine } from '#shared/lineFindings'
import { lineCodeWords } from '#shared/words'
import { CircleCheck, CircleDashed } from 'lucide-react'
import { memo, useRef, type ReactNode } from 'react'
import { copyText } from '../../bridge/acts'
import { errorsShown, showErrorsOf } from '../../bridge/openFile'
import { useBooks } from '../../stores/filePage/books'
import { errorAt, filePageState, useFilePage } from '../../stores/filePage/filePage'
import { Blank } from '../../ui/Blank'
import { cx } from '../../ui/cx'
import { countText } from '#shared/numbers'
import { RowGrid, type RowGridHandle } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import { RawRow, rawText } from '../../ui/raw/RawLine'
import { usePageKeys } from '../../ui/usePageKeys'
import styles from './BadLines.module.css'
import { ErrorGroups, groupForKey } from './ErrorGroups'
import { LineDetail } from './LineDetail'

const ROW_HEIGHT = 28

function Head(): ReactNode {
  return (
    <div className={cx(styles.cells, styles.head)} role="row">
      <div role="columnheader" className={styles.line}>
        Line
      </div>
      <div role="columnheader">What is wrong</div>
      <div role="columnheader">Field</div>
      <div role="columnheader">Raw line</div>
    </div>
  )
}

const ErrorCells = memo(function ErrorCells({ error }: { readonly error: BadLine }): ReactNode {
  const [issue, ...others] = error.issues
  const words = issue?.message ?? lineCodeWords[error.code].title
  return (
    <div
      className={styles.cells}
      role="presentation"
      data-testid="error-row"
      data-line={error.line}
      data-code={error.code}
    >
      <div role="gridcell" className={styles.line}>
        {countText(error.line)}
      </div>
      <div role="gridcell" className={styles.clip} title={words}>
        {error.status === 'open' ? null : (
          <span className={styles[error.status]}>
            {error.status === 'fixed' ? (
              <CircleCheck size={13} aria-hidden />
            ) : (
              <CircleDashed size={13} aria-hidden />
            )}
            {error.status === 'fixed' ? 'Mended' : 'Dismissed'}
          </span>
        )}
        {words}
        {others.length > 0 ? <span className={styles.more}> and {others.length} more</span> : null}
      </div>
      <div role="gridcell" className={cx(styles.field, styles.clip)}>
        {issue === undefined || issue.path === '' ? (
          <span className={styles.more}>whole line</span>
        ) : (
          <Name>{issue.path}</Name>
        )}
      </div>
      <div role="gridcell">
        <RawRow error={error} />
      </div>
    </div>
  )
})

function ErrorRow({ index }: { readonly index: number }): ReactNode {
  const error = useFilePage((s) => errorAt(s.errorPages, index))
  if (error !== null) return <ErrorCells error={error} />
  return (
    <div className={styles.cells} role="presentation">
      <div role="gridcell" />
      <div role="gridcell" aria-label="Loading">
        <div className={styles.loading} />
      </div>
    </div>
  )
}

function NoBadLines({ record }: { readonly record: FileRecord }): ReactNode {
  const over = record.status === 'complete'
  if (record.status === 'failed' || record.status === 'duplicate') return null
  return (
    <Blank
      icon={over ? <CircleCheck size={28} strokeWidth={1.5} aria-hidden /> : undefined}
      title={over ? 'No bad lines' : 'No bad lines so far'}
      testId="no-bad-lines"
    >
      {over && record.totalLines > 0 ? 'Every line became a record.' : undefined}
    </Blank>
  )
}

function onRowKey(index: number, key: string): boolean {
  const error = errorAt(filePageState().errorPages, index)
  if (key !== 'c' || error === null) return false
  copyText(rawText(error), 'Raw line')
  return true
}

/** Every bad line of a file, and the chosen one in full. */
export function BadLines({ record }: { readonly record: FileRecord }): ReactNode {
  const total = useFilePage((s) => s.errorTotal)
  const code = useFilePage((s) => s.code)
  const fixed = useBooks((s) => (s.fileId === record.id ? (s.seal?.rows.fixed ?? 0) : 0))
  const grid = useRef<RowGridHandle>(null)
  const chosen = useFilePage((s) => s.chosenIndex)
  const error = useFilePage((s) =>
    s.chosenIndex === null ? null : errorAt(s.errorPages, s.chosenIndex),
  )
  function choose(wanted: LineCode | null): void {
    showErrorsOf(wanted)
    grid.current?.toTop()
  }

  usePageKeys((key) => {
    const wanted = groupForKey(key)
    if (wanted === undefined) return false
    choose(wanted)
    return true
  })
  if (total === null) return <section className={styles.bad} aria-label="Bad lines" aria-busy />
  if (total === 0 && code === null) {
    return (
      <section className={styles.bad} aria-label="Bad lines">
        <NoBadLines record={record} />
      </section>
    )
  }

  return (
    <section className={styles.bad} aria-label="Bad lines">
      <div className={styles.top}>
        <h2>
          Bad lines{' '}
          <span className={styles.count}>
            {countText(total)}
            {fixed === 0 || code !== null ? '' : `, ${countText(fixed)} mended`}
          </span>
          {code === null ? null : (
            <button type="button" className={styles.all} onClick={() => choose(null)}>
              Show all
            </button>
          )}
        </h2>
        <ErrorGroups onChoose={choose} />
      </div>
      <div className={styles.list}>
        <RowGrid
          label="Bad lines"
          testId="error-list"
          count={total}
          rowHeight={ROW_HEIGHT}
          columnCount={4}
          head={<Head />}
          headHeight={28}
          active={chosen}
          renderRow={(index) => <ErrorRow index={index} />}
          onActive={(index) => filePageState().actions.errorChosen(index)}
          onRowKey={onRowKey}
          onRange={errorsShown}
          handle={grid}
        />
      </div>
      {error === null ? null : <LineDetail key={error.line} error={error} />}
    </section>
  )
}
