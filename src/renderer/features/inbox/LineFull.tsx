import type { LineDetail } from '#shared/inbox/lines'
import type { MendEntry } from '#shared/inbox/mends'
import { showInvisible } from '#shared/raw/pieces'
import { Copy, UnfoldVertical } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { copyText } from '../../bridge/acts'
import { editLine } from '../../bridge/inboxEditor'
import { undoMend } from '../../bridge/inboxMends'
import { useEditor } from '../../stores/inbox/editor'
import { chosenLine, sameLine, useLines, type ListedLine } from '../../stores/inbox/lines'
import { holdingMend, mendWords, statusWords } from '../../stores/inbox/words'
import { navigationState } from '../../stores/navigation/navigation'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { countOf, formatFullMoment } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import { IssueList } from '../../ui/raw/IssueList'
import { RawBox } from '../../ui/raw/RawBox'
import { canFold, issuesOf, rawText } from '../../ui/raw/RawLine'
import { RecordValues } from '../../ui/record/RecordValues'
import { State } from '../../ui/State'
import { CellList } from './CellList'
import { LineEditor } from './LineEditor'
import styles from './LineFull.module.css'
import { Neighbours } from './Neighbours'

function openFile(fileId: number): void {
  navigationState().actions.placeChosen({ view: 'file', fileId })
}

interface TopProps {
  readonly line: ListedLine
  readonly whole: ListedLine
  readonly folded: boolean
  readonly onFold: () => void
  readonly editing: boolean
}

function Top({ line, whole, folded, onFold, editing }: TopProps): ReactNode {
  return (
    <div className={styles.top}>
      <div className={styles.where}>
        <span className={styles.line}>Line {countText(line.line)}</span>
        <button
          type="button"
          className={styles.file}
          title="Open the file's page (O)"
          onClick={() => openFile(line.fileId)}
        >
          <Name keepEnd>{line.fileName}</Name>
        </button>
        <span className={styles.muted}>
          at byte {countText(line.byteOffset)}, {countOf(line.rawBytes, 'byte')}
        </span>
      </div>
      <div className={styles.acts}>
        {canFold(whole) && !editing ? (
          <Button
            kind="quiet"
            icon={<UnfoldVertical size={14} aria-hidden />}
            onPress={onFold}
            label={folded ? 'Show the whole line' : 'Fold the line'}
          />
        ) : null}
        <Button
          kind="quiet"
          icon={<Copy size={14} aria-hidden />}
          label="Copy the raw line"
          keys="C"
          onPress={() => copyText(rawText(whole), 'Raw line')}
        />
        {line.status !== 'fixed' && !editing ? (
          <Button keys="E" onPress={() => void editLine(line)}>
            Mend
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function undoLabel({ lines }: MendEntry): string {
  return lines === 1 ? 'Undo' : `Undo for all ${countText(lines)} lines`
}

/** How the line stands when it is no longer open: by whom, when, and the way back. */
function Done({ detail }: { readonly detail: LineDetail }): ReactNode {
  const { line, fields, record, mends } = detail
  const mend = holdingMend(mends)
  if (line.status === 'open' || mend === null) return null
  return (
    <section
      className={cx(styles.state, line.status === 'dismissed' && styles.stateDismissed)}
      aria-label="What was done"
      data-testid="line-done"
    >
      <State {...statusWords[line.status]} />
      <p>
        {line.status === 'fixed' && mend.kind === 'rule'
          ? `${showInvisible(mendWords(mend))}. `
          : ''}
        {mend.note === '' ? '' : `“${showInvisible(mend.note)}” `}
        by {showInvisible(mend.by)}, {formatFullMoment(mend.at)}
      </p>
      <Button
        {...(mend.lines === 1 ? { keys: 'U' } : {})}
        onPress={() =>
          void undoMend({
            mendId: mend.id,
            words: mendWords(mend),
            ref: mend.lines === 1 ? line : null,
          })
        }
      >
        {undoLabel(mend)}
      </Button>
      {record === null ? null : <RecordValues record={record} channels={fields.channels} />}
    </section>
  )
}

/** Mends that were taken back, and what they were replaced by. */
function Earlier({ mends }: { readonly mends: readonly MendEntry[] }): ReactNode {
  const earlier = mends.filter((mend) => mend !== holdingMend(mends))
  if (earlier.length === 0) return null
  return (
    <section aria-label="Done before">
      <h2>Done before</h2>
      <ul className={styles.mends}>
        {earlier.map((mend) => (
          <li key={mend.id}>
            {showInvisible(mendWords(mend))}, by {showInvisible(mend.by)},{' '}
            {formatFullMoment(mend.at)}
            {mend.undoneAt === null
              ? ''
              : `; taken back by ${showInvisible(mend.undoneBy ?? mend.by)}, ${formatFullMoment(mend.undoneAt)}`}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The chosen bad line in full: its issues, what lies around it, and what was done to it. */
export function LineFull(): ReactNode {
  const line = useLines(chosenLine)
  const detail = useLines((s) => s.detail)
  const editing = useEditor((s) => line !== null && s.ref !== null && sameLine(s.ref, line))
  const [folded, setFolded] = useState(true)
  if (line === null) return <div className={styles.full} />
  const mine = detail !== null && sameLine(detail.line, line) ? detail : null
  // A list holds the first kilobyte of a line; the whole of it follows with its details.
  const whole = mine?.line ?? line
  return (
    <section className={styles.full} aria-label="The chosen bad line" data-testid="line-full">
      <Top
        line={line}
        whole={whole}
        folded={folded}
        onFold={() => setFolded(!folded)}
        editing={editing}
      />
      <div className={styles.body} tabIndex={0} role="group" aria-label="Details of the line">
        {mine === null ? null : <Done detail={mine} />}
        <IssueList {...issuesOf(whole)} />
        {editing ? (
          <LineEditor key={`${line.fileId}:${line.line}`} />
        ) : (
          <>
            <div>
              <RawBox error={whole} folded={folded} />
            </div>
            {mine === null ? null : <CellList line={mine.line} fields={mine.fields} />}
          </>
        )}
        {mine?.locked != null && line.status !== 'fixed' ? (
          <p className={styles.locked}>{mine.locked}</p>
        ) : null}
        <Neighbours line={line} detail={detail} />
        {mine === null ? null : <Earlier mends={mine.mends} />}
      </div>
    </section>
  )
}
