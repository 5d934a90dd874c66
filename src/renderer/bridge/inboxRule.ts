import { textFormat } from '#shared/formats/formats'
import type { InboxGroup } from '#shared/inbox/groups'
import { knownKeys } from '#shared/inbox/fields'
import type { LineDetail } from '#shared/inbox/lines'
import type { RuleOutcome } from '#shared/inbox/mending'
import type { Rule } from '#shared/inbox/rules'
import { openLines as allOpen, callFilter } from '../stores/inbox/filter'
import { groupsState } from '../stores/inbox/groups'
import {
  finishedPreview,
  onRuleChange,
  previewKey,
  ruleState,
  type RuleGoal,
} from '../stores/inbox/rule'
import { begunDraft, draftOf, emptyStep, ruleOf, type StepDraft } from '../stores/inbox/ruleDraft'
import { ruleWords } from '../stores/inbox/ruleWords'
import { firstSteps, keysOfLines } from '../stores/inbox/suggestions'
import { jobsState, onJobsChange } from '../stores/jobs/jobs'
import { PAGE_ROWS } from '../stores/paging/loadedRows'
import { countOf } from '../ui/format'
import { heed } from './heed'
import { fetchDetail } from './inboxLines'
import { mendDone } from './inboxMends'
import { newJobId, runJob, stopJob } from './jobs'
import { createPager } from './pager'
import { createRefresher } from './refresher'
import { ask } from './station'
import { tell } from './tell'

/** Lines of the group that are looked at for a first rule and for keys to choose from. */
const LOOKED_AT = 20

/** Opens the form for a rule that mends all open lines of a group and a type. */
export function openRuleForm(group: InboxGroup, satelliteType: string): void {
  const { fileIds } = groupsState().query.filter
  const goal: RuleGoal = { group, satelliteType, fileIds: [...fileIds] }
  ruleState().actions.formOpened(goal)
  void fillForm(goal)
}

async function fillForm(goal: RuleGoal): Promise<void> {
  const { group, satelliteType, fileIds } = goal
  const filter = {
    ...callFilter(allOpen),
    faultIds: [group.faultId],
    types: [satelliteType],
    fileIds: [...fileIds],
  }
  const [lines, rules] = await Promise.all([
    ask('inbox:lines', { filter, offset: 0, limit: LOOKED_AT }),
    ask('mend:rules', { faultId: group.faultId }),
  ])
  if (!lines.ok) {
    heed(lines, () => undefined)
    return
  }
  const { rows } = lines.value
  const detail = rows[0] === undefined ? null : await fetchDetail(rows[0])
  const known = rules.ok ? rules.value.filter((rule) => rule.satelliteType === satelliteType) : []
  const drafts = known[0]?.rule.steps.map(draftOf) ?? (detail === null ? [] : firstDrafts(detail))
  const ofType = detail === null ? [] : knownKeys(detail.fields)
  ruleState().actions.goalReady(goal, {
    steps: drafts.length > 0 ? drafts : [emptyStep('set', '')],
    keys: [...new Set([...keysOfLines(rows), ...ofType])],
    isTable: detail !== null && !textFormat(detail.line.format.file).namesValues,
    known,
  })
  preview.ask()
}

function firstDrafts({ line, fields }: LineDetail): StepDraft[] {
  const steps = firstSteps(line, fields)
  const awaiting = steps.findIndex(({ sure }) => !sure)
  return steps.map(({ step }, at) => (at === awaiting ? begunDraft(step) : draftOf(step)))
}

/** The same form for lines of another type of the group. */
export function chooseRuleType(satelliteType: string): void {
  const { goal } = ruleState()
  if (goal !== null && goal.satelliteType !== satelliteType) {
    stopPreview()
    openRuleForm(goal.group, satelliteType)
  }
}

/** Takes the form's steps as they are now; the lines that they would change follow. */
export function changeSteps(steps: readonly StepDraft[]): void {
  ruleState().actions.stepsChanged(steps)
  preview.ask()
}

/** Takes a rule that was used before. */
export function takeRule(rule: Rule): void {
  changeSteps(rule.steps.map(draftOf))
}

function stopPreview(): void {
  const { preview: running } = ruleState()
  if (running?.phase === 'running' && jobsState().running.has(running.job)) stopJob(running.job)
}

/** One trial at a time; changes made meanwhile are tried next. */
const preview = createRefresher(async () => {
  const { goal, steps, actions } = ruleState()
  const rule = ruleOf(steps)
  stopPreview()
  if (goal === null) return
  if (rule === null) {
    actions.previewCleared()
    return
  }
  // Not waited for: the next change of the form ends it.
  void startPreview(goal, rule, steps)
}, 250)

async function startPreview(
  { group, satelliteType, fileIds }: RuleGoal,
  rule: Rule,
  steps: readonly StepDraft[],
): Promise<void> {
  const { actions } = ruleState()
  const job = newJobId()
  const target = { faultId: group.faultId, satelliteType, fileIds: [...fileIds] }
  actions.previewStarted(job, steps)
  const call = runJob('mend:preview', { job, target, rule }, null)
  rows.restart()
  const end = onJobsChange((state, before) => {
    if (state.running.get(job)?.done !== before.running.get(job)?.done) rows.soon()
  })
  const reply = await call
  end()
  if (!reply.ok) actions.previewFailed(job, reply.failure.message)
  else if (reply.value.state === 'done') {
    actions.previewEnded(job, reply.value)
    rows.soon()
  }
}

async function loadRows(page: number): Promise<void> {
  const { preview: tried, outcome, actions } = ruleState()
  if (tried === null) return
  const reply = await ask('mend:preview-page', {
    job: tried.job,
    outcome,
    offset: page * PAGE_ROWS,
    limit: PAGE_ROWS,
  })
  if (reply.ok) actions.previewPageReceived(tried.job, outcome, page, reply.value)
}

const rows = createPager(
  loadRows,
  (page) => {
    const { preview: tried, outcome, rowsOf, rows: loaded } = ruleState()
    if (tried === null) return true
    return rowsOf === previewKey(tried.job, outcome) && loaded.pages.has(page)
  },
  300,
)

export const previewShown = rows.shown

export function chooseOutcome(outcome: RuleOutcome): void {
  ruleState().actions.outcomeChose(outcome)
}

/** Mends every line that the trial showed as fixed, all at once. */
export async function applyRule(): Promise<void> {
  const { steps, note, applying, actions } = ruleState()
  const tried = finishedPreview(ruleState())
  const rule = ruleOf(steps)
  if (tried === null || tried.counts.fixed === 0 || rule === null || applying !== null) return
  const job = newJobId()
  actions.applyStarted(job)
  const reply = await runJob('mend:apply', { job, preview: tried.job, note }, null)
  if (!reply.ok) {
    actions.applyEnded(reply.failure.message)
    return
  }
  actions.applyEnded(null)
  if (reply.value.state === 'cancelled') {
    tell({ tone: 'attention', text: 'Stopped. Nothing was changed.' })
    return
  }
  const { mendId, lines, changed } = reply.value
  closeRuleForm()
  if (mendId === null) {
    tell({ tone: 'attention', text: 'Nothing was mended: these lines were changed meanwhile.' })
    return
  }
  const left =
    changed > 0 ? ` ${countOf(changed, 'line was', 'lines were')} changed meanwhile.` : ''
  mendDone({
    mendId,
    words: `Mended ${countOf(lines, 'line')}: ${ruleWords(rule)}.${left}`,
    ref: null,
  })
}

/** Stops a trial or an application that is under way. */
export function stopRule(): void {
  const { applying } = ruleState()
  if (applying !== null) stopJob(applying)
  else stopPreview()
}

/** Closes the form; while its rule is being applied that is stopped first, and the form stays. */
export function leaveRuleForm(): void {
  if (ruleState().applying === null) closeRuleForm()
  else stopRule()
}

function closeRuleForm(): void {
  stopPreview()
  ruleState().actions.formClosed()
}

/** Lists the right lines when another outcome is chosen, or is the first to have any. */
export function followRule(): () => void {
  return onRuleChange((state, before) => {
    if (state.outcome !== before.outcome && state.preview !== null) rows.restart()
  })
}
