import { MAX_NOTE } from '#shared/inbox/bounds'
import { showInvisible } from '#shared/raw/pieces'
import { Plus } from 'lucide-react'
import { useEffect, type KeyboardEvent, type ReactNode } from 'react'
import {
  applyRule,
  changeSteps,
  chooseRuleType,
  leaveRuleForm,
  followRule,
  stopRule,
  takeRule,
} from '../../bridge/inboxRule'
import { finishedPreview, ruleState, useRule, type RuleGoal } from '../../stores/inbox/rule'
import { emptyStep, ruleOf } from '../../stores/inbox/ruleDraft'
import { ruleWords } from '../../stores/inbox/ruleWords'
import { groupTitle } from '../../stores/inbox/words'
import { jobShare, useJobs } from '../../stores/jobs/jobs'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { countOf, formatFullMoment } from '../../ui/format'
import { isMac } from '../../ui/platform'
import { Progress } from '../../ui/Progress'
import { Select } from '../../ui/Select'
import { TextBox } from '../../ui/TextBox'
import { PreviewList } from './PreviewList'
import styles from './RuleForm.module.css'
import { StepRow } from './StepRow'

/** Most steps of one rule. */
const MAX_STEPS = 20

function Head({ goal }: { readonly goal: RuleGoal }): ReactNode {
  const { group, satelliteType, fileIds } = goal
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h2>Mend all like it</h2>
        <p className={styles.muted}>
          {groupTitle(group.issues)}
          {fileIds.length > 0 ? `, in ${countOf(fileIds.length, 'chosen package')}` : ''}
        </p>
      </div>
      {group.types.length > 1 ? (
        <Select
          label="Lines of"
          labelShown
          value={satelliteType}
          options={group.types.map((type) => ({ id: type, name: type }))}
          onChange={chooseRuleType}
        />
      ) : (
        <span className={styles.muted}>{satelliteType}</span>
      )}
    </header>
  )
}

/** Rules that mended this group before. */
function Known(): ReactNode {
  const known = useRule((s) => s.known)
  const steps = useRule((s) => s.steps)
  if (known.length === 0) return null
  const now = JSON.stringify(ruleOf(steps))
  return (
    <section aria-label="Used before">
      <h3>Used before</h3>
      <div className={styles.known}>
        {known.map(({ rule, lines, usedAt }) => (
          <button
            key={JSON.stringify(rule)}
            type="button"
            className={styles.use}
            aria-pressed={JSON.stringify(rule) === now}
            onClick={() => takeRule(rule)}
          >
            {showInvisible(ruleWords(rule))}
            <small>
              mended {countOf(lines, 'line')}, last {formatFullMoment(usedAt)}
            </small>
          </button>
        ))}
      </div>
    </section>
  )
}

function Steps(): ReactNode {
  const steps = useRule((s) => s.steps)
  const keys = useRule((s) => s.keys)
  const isTable = useRule((s) => s.isTable)
  return (
    <section aria-label="What to do with each line">
      <h3>What to do with each line</h3>
      <ol>
        {steps.map((step, at) => (
          <StepRow
            key={step.id}
            step={step}
            keys={keys}
            isTable={isTable}
            onChange={(changed) => changeSteps(steps.with(at, changed))}
            onRemove={steps.length === 1 ? null : () => changeSteps(steps.toSpliced(at, 1))}
          />
        ))}
      </ol>
      {steps.length < MAX_STEPS ? (
        <Button
          kind="quiet"
          icon={<Plus size={14} aria-hidden />}
          onPress={() => changeSteps([...steps, emptyStep('set', '')])}
        >
          Then…
        </Button>
      ) : null}
    </section>
  )
}

/** How far a trial or an application is, and the way to stop it. */
function Under(): ReactNode {
  const applying = useRule((s) => s.applying)
  const trial = useRule((s) => (s.preview?.phase === 'running' ? s.preview.job : null))
  const id = applying ?? trial
  const job = useJobs((s) => (id === null ? null : (s.running.get(id) ?? null)))
  if (job === null) return null
  return (
    <>
      <span className={styles.progress}>
        <Progress
          label={applying === null ? 'Trying the rule' : 'Mending'}
          share={jobShare(job)}
          still={job.stopping}
        />
      </span>
      <Button kind="quiet" onPress={stopRule} isDisabled={job.stopping}>
        Stop
      </Button>
    </>
  )
}

function Foot(): ReactNode {
  const fixed = useRule((s) => (s.preview?.steps === s.steps ? s.preview.counts.fixed : 0))
  const isTried = useRule((s) => finishedPreview(s) !== null)
  const applying = useRule((s) => s.applying !== null)
  const failure = useRule((s) => s.failure ?? s.preview?.failure ?? null)
  const finished = useRule((s) => ruleOf(s.steps) !== null)
  const ready = isTried && fixed > 0 && !applying
  return (
    <footer className={styles.foot}>
      {failure === null ? (
        <p className={styles.muted}>
          {finished ? 'All at once, and undone at once.' : 'Fill in the step to see what it does.'}
        </p>
      ) : (
        <p className={styles.bad}>{failure}</p>
      )}
      <Under />
      <Button kind="quiet" keys="Escape" onPress={leaveRuleForm}>
        Cancel
      </Button>
      <Button
        kind="primary"
        keys="Mod+Enter"
        isDisabled={!ready}
        testId="apply-rule"
        onPress={() => void applyRule()}
      >
        Mend {countOf(fixed, 'line')}
      </Button>
    </footer>
  )
}

function onKeyDown(event: KeyboardEvent): void {
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (event.key !== 'Enter' || !mod) return
  event.preventDefault()
  event.stopPropagation()
  void applyRule()
}

/** A rule for all open lines of a group, with what it makes of each of them. */
export function RuleForm(): ReactNode {
  useEffect(() => followRule(), [])
  const goal = useRule((s) => s.goal)
  const note = useRule((s) => s.note)
  if (goal === null) return null

  return (
    <Dialog label="Mend all like it" size="wide" onClose={leaveRuleForm} onKeyDown={onKeyDown}>
      <Head goal={goal} />
      <div className={styles.body}>
        <div className={styles.form}>
          <Known />
          <Steps />
          <div className={styles.note}>
            <h3>Note for the history (may be empty)</h3>
            <TextBox
              label="Note for the history"
              value={note}
              onChange={(text) => ruleState().actions.noteTyped(text)}
              maxLength={MAX_NOTE}
            />
          </div>
        </div>
        <PreviewList />
      </div>
      <Foot />
    </Dialog>
  )
}
