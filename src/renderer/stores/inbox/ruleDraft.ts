import { Plain, RuleStep, type Conversion, type Rule } from '#shared/inbox/rules'
import { plainText } from './ruleWords'

/** One step of a rule as it stands in the form: every field a text. */
export interface StepDraft {
  /** Keeps its row apart from the others while steps come and go. */
  readonly id: number
  readonly do: RuleStep['do']
  readonly key: string
  /** The new key of a rename. */
  readonly to: string
  /** The value that is set, or looked for; for `replace_text` the text. */
  readonly value: string
  readonly with: string
  readonly as: Conversion
  readonly by: string
  /** Whether its value waits for the operator, and so takes the keys when it comes. */
  readonly awaits: boolean
}

let lastId = 0

export function emptyStep(kind: RuleStep['do'], key: string): StepDraft {
  lastId += 1
  return {
    id: lastId,
    do: kind,
    key,
    to: '',
    value: '',
    with: '',
    as: 'text_to_number',
    by: '',
    awaits: false,
  }
}

export function isPlain(value: unknown): value is Plain {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** What a typed value stands for: JSON where it reads as a plain JSON value, else the text itself. */
export function plainOf(text: string): Plain {
  try {
    const parsed = Plain.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : text
  } catch {
    return text
  }
}

/** A value as one types it: text that reads as nothing else goes without quotation marks. */
export function typedText(value: Plain): string {
  return typeof value === 'string' && plainOf(value) === value ? value : plainText(value)
}

/** How a typed value is read, in a word. */
export function kindWord(text: string): string {
  const value = plainOf(text)
  if (value === null) return 'null'
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'true/false'
}

export function draftOf(step: RuleStep): StepDraft {
  switch (step.do) {
    case 'rename':
      return { ...emptyStep(step.do, step.from), to: step.to }
    case 'set':
      return { ...emptyStep(step.do, step.key), value: typedText(step.value) }
    case 'replace':
      return {
        ...emptyStep(step.do, step.key),
        value: typedText(step.value),
        with: typedText(step.with),
      }
    case 'replace_text':
      return { ...emptyStep(step.do, ''), value: step.text, with: step.with }
    case 'convert':
      return { ...emptyStep(step.do, step.key), as: step.as }
    case 'scale':
      return { ...emptyStep(step.do, step.key), by: String(step.by) }
    case 'drop':
      return emptyStep(step.do, step.key)
  }
}

/** A step whose value the operator has yet to say. */
export function begunDraft(step: RuleStep): StepDraft {
  const draft = draftOf(step)
  // A text to look for is never empty: one that stands in for it would be invisible in the form.
  return { ...draft, value: step.do === 'replace_text' ? '' : draft.value, by: '', awaits: true }
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function stepOf(draft: StepDraft): unknown {
  const { key } = draft
  switch (draft.do) {
    case 'rename':
      return { do: draft.do, from: key, to: draft.to }
    case 'set':
      return { do: draft.do, key, value: plainOf(draft.value) }
    case 'replace':
      return { do: draft.do, key, value: plainOf(draft.value), with: plainOf(draft.with) }
    case 'replace_text':
      return { do: draft.do, text: draft.value, with: draft.with }
    case 'convert':
      return { do: draft.do, key, as: draft.as }
    case 'scale':
      return { do: draft.do, key, by: numberOf(draft.by) }
    case 'drop':
      return { do: draft.do, key }
  }
}

/** The rule that the form says, or null while a step is not finished. */
export function ruleOf(drafts: readonly StepDraft[]): Rule | null {
  const steps: RuleStep[] = []
  for (const draft of drafts) {
    const step = RuleStep.safeParse(stepOf(draft))
    if (!step.success) return null
    steps.push(step.data)
  }
  return steps.length === 0 ? null : { steps }
}
