import type { InboxGroup } from '#shared/inbox/groups'
import type {
  KnownRule,
  PreviewPage,
  PreviewRow,
  RuleCounts,
  RuleOutcome,
} from '#shared/inbox/mending'
import type { FileId } from '#shared/files'
import type { JobId } from '#shared/jobs'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { nothingLoaded, withPage, type LoadedRows } from '../paging/loadedRows'
import type { StepDraft } from './ruleDraft'

/** How far the trial of a rule is. */
export interface Preview {
  readonly job: JobId
  /** The steps that it tries; the form may have others by now. */
  readonly steps: readonly StepDraft[]
  readonly phase: 'running' | 'done' | 'failed'
  readonly counts: RuleCounts
  readonly failure: string | null
}

/** A group, and the type and packages whose lines a rule is for. */
export interface RuleGoal {
  readonly group: InboxGroup
  readonly satelliteType: string
  /** Empty for all packages. */
  readonly fileIds: readonly FileId[]
}

/** The form in which a rule for all lines of a group is made. */
interface RuleState {
  /** null while the form is closed. */
  readonly goal: RuleGoal | null
  readonly steps: readonly StepDraft[]
  /** Keys that lines of the group carry, to choose from. */
  readonly keys: readonly string[]
  /** Whether they are the columns of a table. */
  readonly isTable: boolean
  /** Rules that mended the group before. */
  readonly known: readonly KnownRule[]
  readonly preview: Preview | null
  readonly outcome: RuleOutcome
  /** Whether the operator chose which lines are listed; until then the first there are. */
  readonly outcomeChosen: boolean
  readonly rows: LoadedRows<PreviewRow>
  /** Trial and outcome that the loaded rows are of: those before while the next are under way. */
  readonly rowsOf: string | null
  readonly active: number | null
  readonly note: string
  /** The job that applies it; null while none does. */
  readonly applying: JobId | null
  readonly failure: string | null
  readonly actions: {
    readonly formOpened: (goal: RuleGoal) => void
    readonly goalReady: (
      goal: RuleGoal,
      form: Pick<RuleState, 'steps' | 'keys' | 'isTable' | 'known'>,
    ) => void
    readonly stepsChanged: (steps: readonly StepDraft[]) => void
    readonly previewStarted: (job: JobId, steps: readonly StepDraft[]) => void
    readonly previewCleared: () => void
    readonly previewPageReceived: (
      job: JobId,
      outcome: RuleOutcome,
      page: number,
      rows: PreviewPage,
    ) => void
    readonly previewEnded: (job: JobId, counts: RuleCounts) => void
    readonly previewFailed: (job: JobId, reason: string) => void
    readonly outcomeChose: (outcome: RuleOutcome) => void
    readonly rowChosen: (index: number) => void
    readonly noteTyped: (note: string) => void
    readonly applyStarted: (job: JobId) => void
    readonly applyEnded: (failure: string | null) => void
    readonly formClosed: () => void
  }
}

const noCounts: RuleCounts = { fixed: 0, stillBad: 0, untouched: 0 }

const closed = {
  goal: null,
  steps: [],
  keys: [],
  isTable: false,
  known: [],
  preview: null,
  outcome: 'fixed',
  outcomeChosen: false,
  rows: nothingLoaded,
  rowsOf: null,
  active: null,
  note: '',
  applying: null,
  failure: null,
} as const

/** The trial of the very rule that the form has now, once it is through; else null. */
export function finishedPreview({ preview, steps }: RuleState): Preview | null {
  return preview?.phase === 'done' && preview.steps === steps ? preview : null
}

export function previewKey(job: JobId, outcome: RuleOutcome): string {
  return `${job} ${outcome}`
}

/** Lines of an outcome. */
export function countOfOutcome(counts: RuleCounts, outcome: RuleOutcome): number {
  switch (outcome) {
    case 'fixed':
      return counts.fixed
    case 'still_bad':
      return counts.stillBad
    case 'untouched':
      return counts.untouched
  }
}

/** The outcome to list: the chosen one, or while none is the first that any line has. */
function listedOutcome(state: RuleState, counts: RuleCounts): RuleOutcome {
  if (state.outcomeChosen) return state.outcome
  const first = (['fixed', 'still_bad', 'untouched'] as const).find(
    (outcome) => countOfOutcome(counts, outcome) > 0,
  )
  return first ?? 'fixed'
}

const store = createStore<RuleState>()((set) => {
  function changePreview(
    job: JobId,
    change: (preview: Preview, state: RuleState) => Partial<RuleState>,
  ) {
    set((state) => (state.preview?.job === job ? change(state.preview, state) : {}))
  }
  return {
    ...closed,
    actions: {
      formOpened(goal) {
        set({ ...closed, goal })
      },
      goalReady(goal, form) {
        set((state) => (state.goal === goal ? form : {}))
      },
      stepsChanged(steps) {
        set({ steps, failure: null })
      },
      previewStarted(job, steps) {
        set({
          preview: { job, steps, phase: 'running', counts: noCounts, failure: null },
          outcomeChosen: false,
          active: null,
          failure: null,
        })
      },
      previewCleared() {
        set({ preview: null, rows: nothingLoaded, rowsOf: null, active: null })
      },
      previewPageReceived(job, outcome, page, { total, counts, rows }) {
        changePreview(job, (preview, state) => {
          const wanted = listedOutcome(state, counts)
          if (wanted !== outcome) return { preview: { ...preview, counts }, outcome: wanted }
          const rowsOf = previewKey(job, outcome)
          const before = state.rowsOf === rowsOf ? state.rows : nothingLoaded
          return {
            preview: { ...preview, counts },
            outcome,
            rows: withPage(before, page, total, rows),
            rowsOf,
          }
        })
      },
      previewEnded(job, counts) {
        changePreview(job, (preview, state) => ({
          preview: { ...preview, phase: 'done', counts },
          outcome: listedOutcome(state, counts),
        }))
      },
      previewFailed(job, failure) {
        changePreview(job, (preview) => ({ preview: { ...preview, phase: 'failed', failure } }))
      },
      outcomeChose(outcome) {
        set({ outcome, outcomeChosen: true, active: null })
      },
      rowChosen(active) {
        set({ active })
      },
      noteTyped(note) {
        set({ note })
      },
      applyStarted(applying) {
        set({ applying, failure: null })
      },
      applyEnded(failure) {
        set({ applying: null, failure })
      },
      formClosed() {
        set(closed)
      },
    },
  }
})

export const useRule = <T>(select: (state: RuleState) => T): T => useStore(store, select)
export const ruleState = store.getState
export const onRuleChange = (
  listener: (state: RuleState, before: RuleState) => void,
): (() => void) => store.subscribe(listener)
