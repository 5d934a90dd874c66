import type { PreviewRow, RuleOutcome } from '#shared/inbox/mending'
import { showInvisible } from '#shared/raw/pieces'
import { CircleAlert, CircleCheck, CircleDashed, type LucideIcon } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { chooseOutcome, previewShown } from '../../bridge/inboxRule'
import { countOfOutcome, previewKey, ruleState, useRule } from '../../stores/inbox/rule'
import { ruleOf } from '../../stores/inbox/ruleDraft'
import { groupTitle } from '../../stores/inbox/words'
import { rowAt } from '../../stores/paging/loadedRows'
import { Blank } from '../../ui/Blank'
import { cx } from '../../ui/cx'
import { LineDiff } from '../../ui/diff/LineDiff'
import { countText } from '#shared/numbers'
import { RowGrid } from '../../ui/list/RowGrid'
import styles from './PreviewList.module.css'

const outcomes: readonly {
  readonly id: RuleOutcome
  readonly word: string
  readonly none: string
  readonly icon: LucideIcon
}[] = [
  {
    id: 'fixed',
    word: 'Mended',
    none: 'This rule mends no line',
    icon: CircleCheck,
  },
  { id: 'still_bad', word: 'Still bad', none: 'No line stays bad', icon: CircleAlert },
  {
    id: 'untouched',
    word: 'Untouched',
    none: 'It finds something to do in every line',
    icon: CircleDashed,
  },
]

const FIXED_HEIGHT = 48
/** Lines that stay bad say why below themselves. */
const WHY_HEIGHT = 66

function why(row: PreviewRow): string | null {
  if (row.outcome === 'still_bad') return groupTitle(row.issues)
  return row.outcome === 'untouched' ? row.reason : null
}

const PreviewCells = memo(function PreviewCells({ row }: { readonly row: PreviewRow }): ReactNode {
  const words = why(row)
  return (
    <div className={styles.cells} role="presentation" data-testid="preview-row">
      <div role="gridcell" className={styles.line} title={showInvisible(row.fileName)}>
        {countText(row.line)}
      </div>
      <div role="gridcell">
        <LineDiff
          before={row.before}
          cut={row.rawBytes > row.before.length}
          after={row.after}
          format={row.format}
        />
        {words === null ? null : <p className={styles.why}>{showInvisible(words)}</p>}
      </div>
    </div>
  )
})

function PreviewAt({ index }: { readonly index: number }): ReactNode {
  const row = useRule((s) => rowAt(s.rows, index))
  if (row !== null) return <PreviewCells row={row} />
  return (
    <div className={styles.cells} role="presentation">
      <div role="gridcell" />
      <div role="gridcell" aria-label="Loading">
        <div className={styles.waiting} />
      </div>
    </div>
  )
}

function List({ outcome }: { readonly outcome: RuleOutcome }): ReactNode {
  const count = useRule((s) => s.rows.total)
  const current = useRule(
    (s) => s.preview !== null && s.rowsOf === previewKey(s.preview.job, s.outcome),
  )
  const phase = useRule((s) => s.preview?.phase ?? null)
  const active = useRule((s) => s.active)
  const finished = phase === 'done' && current
  const unfinished = useRule((s) => s.steps.length > 0 && ruleOf(s.steps) === null)
  if (phase === null && unfinished) {
    return (
      <Blank title="The rule is not finished" testId="rule-unfinished">
        Fill in its steps. What it would make of every line is shown here first.
      </Blank>
    )
  }
  if (phase === null) return <div className={styles.blank} />
  if (count === null || (count === 0 && !finished)) {
    return <div className={styles.blank} aria-busy aria-label="Trying the rule" />
  }
  if (count === 0) {
    return <Blank title={outcomes.find(({ id }) => id === outcome)?.none ?? ''} />
  }
  const high = outcome === 'still_bad' || outcome === 'untouched'
  return (
    <div className={styles.list}>
      <RowGrid
        key={outcome}
        label="Lines before and after"
        testId="preview-list"
        count={count}
        rowHeight={high ? WHY_HEIGHT : FIXED_HEIGHT}
        columnCount={2}
        active={active}
        autoFocus={false}
        renderRow={(index) => <PreviewAt index={index} />}
        onActive={(index) => ruleState().actions.rowChosen(index)}
        onRange={previewShown}
      />
    </div>
  )
}

/** What a rule makes of every line: mended, still bad, or untouched. */
export function PreviewList(): ReactNode {
  const outcome = useRule((s) => s.outcome)
  const counts = useRule((s) => s.preview?.counts ?? null)
  return (
    <section className={styles.preview} aria-label="What it does" data-testid="preview">
      <Tabs
        className={cx(styles.body)}
        selectedKey={outcome}
        onSelectionChange={(key) => {
          const chosen = outcomes.find(({ id }) => id === key)
          if (chosen) chooseOutcome(chosen.id)
        }}
      >
        <TabList className={cx(styles.tabs)} aria-label="Lines by what becomes of them">
          {outcomes.map(({ id, word, icon: Icon }) => (
            <Tab key={id} id={id} className={cx(styles.tab)}>
              <Icon size={14} aria-hidden />
              {word} <b>{counts === null ? '–' : countText(countOfOutcome(counts, id))}</b>
            </Tab>
          ))}
        </TabList>
        <TabPanel key={outcome} id={outcome} className={cx(styles.panel)}>
          <List outcome={outcome} />
        </TabPanel>
      </Tabs>
    </section>
  )
}
