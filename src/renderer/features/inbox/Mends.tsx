import type { MendedLine, MendEntry } from '#shared/inbox/mends'
import { showInvisible } from '#shared/raw/pieces'
import { History } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { followMends, mendedLinesShown, mendsShown } from '../../bridge/inboxMendList'
import { undoMend } from '../../bridge/inboxMends'
import { chosenMend, mendsState, useMends } from '../../stores/inbox/mends'
import { mendWords } from '../../stores/inbox/words'
import { rowAt } from '../../stores/paging/loadedRows'
import { Blank } from '../../ui/Blank'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { LineDiff } from '../../ui/diff/LineDiff'
import { countOf, formatFullMoment } from '../../ui/format'
import { countText } from '#shared/numbers'
import { RowGrid } from '../../ui/list/RowGrid'
import styles from './Mends.module.css'
import pane from './LinesPane.module.css'

const MEND_HEIGHT = 48
const DIFF_HEIGHT = 48

function stateOf({ undoneAt, undoneBy, by }: MendEntry): string {
  return undoneAt === null
    ? ''
    : ` · taken back by ${showInvisible(undoneBy ?? by)}, ${formatFullMoment(undoneAt)}`
}

function MendRow({ mend }: { readonly mend: MendEntry }): ReactNode {
  const words = showInvisible(mendWords(mend))
  return (
    <div
      className={cx(styles.cells, mend.undoneAt !== null && styles.undone)}
      role="presentation"
      data-testid="mend-row"
    >
      <div role="gridcell" className={styles.what}>
        <span className={styles.words} title={words}>
          {words}
        </span>
        <span className={styles.who}>
          {showInvisible(mend.by)}, {formatFullMoment(mend.at)}
          {stateOf(mend)}
        </span>
      </div>
      <div role="gridcell" className={styles.right}>
        {countOf(mend.lines, 'line')}
      </div>
    </div>
  )
}

function DiffRow({ line }: { readonly line: MendedLine }): ReactNode {
  return (
    <div className={styles.diff} role="presentation">
      <div role="gridcell" className={styles.line} title={showInvisible(line.fileName)}>
        {countText(line.line)}
      </div>
      <div role="gridcell">
        <LineDiff
          before={line.before}
          cut={line.rawBytes > line.before.length}
          after={line.after}
          format={line.format}
        />
      </div>
    </div>
  )
}

/** What the chosen mend did to its lines, and the way to take it back. */
function Chosen({ mend }: { readonly mend: MendEntry }): ReactNode {
  const lines = useMends((s) => s.lines)
  const active = useMends((s) => s.activeLine)
  const words = mendWords(mend)
  return (
    <div className={styles.lines}>
      <div className={styles.top}>
        <p>
          {showInvisible(words)}
          {mend.note !== '' && mend.kind !== 'dismiss' ? `. ${showInvisible(mend.note)}` : ''}
        </p>
        {mend.undoneAt === null ? (
          <Button keys="U" onPress={() => void undoMend({ mendId: mend.id, words, ref: null })}>
            {mend.lines === 1 ? 'Undo' : `Undo for all ${countText(mend.lines)} lines`}
          </Button>
        ) : (
          <span className={styles.who}>Taken back {formatFullMoment(mend.undoneAt)}</span>
        )}
      </div>
      <div className={styles.list}>
        <RowGrid
          key={mend.id}
          label="Lines of this mend"
          testId="mended-lines"
          count={lines.total ?? 0}
          rowHeight={DIFF_HEIGHT}
          columnCount={2}
          active={active}
          autoFocus={false}
          renderRow={(index) => {
            const line = rowAt(lines, index)
            return line === null ? null : <DiffRow line={line} />
          }}
          onActive={(index) => mendsState().actions.lineChosen(index)}
          onRange={mendedLinesShown}
        />
      </div>
    </div>
  )
}

/** Everything that was done to a group's lines, newest first. */
export function Mends(): ReactNode {
  useEffect(() => followMends(), [])
  const list = useMends((s) => s.list)
  const chosen = useMends((s) => s.chosen)
  if (list.total === null) return <div aria-busy />
  if (list.total === 0) {
    return (
      <Blank
        testId="no-history"
        icon={<History size={28} strokeWidth={1.5} aria-hidden />}
        title="Nothing was done to this group yet"
      >
        Every mend and dismissal is kept here, with who did it, when, and the way back.
      </Blank>
    )
  }
  const mend = chosenMend({ chosen, list })
  return (
    <div className={pane.pane}>
      <div className={pane.list}>
        <RowGrid
          label="What was done"
          testId="history-list"
          count={list.total}
          rowHeight={MEND_HEIGHT}
          columnCount={2}
          head={
            <div className={cx(styles.cells, styles.head)} role="row">
              <div role="columnheader">What was done, by whom, when</div>
              <div role="columnheader" className={styles.right}>
                Lines
              </div>
            </div>
          }
          headHeight={28}
          active={chosen}
          renderRow={(index) => {
            const row = rowAt(list, index)
            return row === null ? null : <MendRow mend={row} />
          }}
          onActive={(index) => mendsState().actions.mendChosen(index)}
          onRange={mendsShown}
        />
      </div>
      <div className={pane.detail}>{mend === null ? null : <Chosen mend={mend} />}</div>
    </div>
  )
}
