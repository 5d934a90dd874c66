import { Conversion, type RuleStep } from '#shared/inbox/rules'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { emptyStep, kindWord, type StepDraft } from '../../stores/inbox/ruleDraft'
import { conversionTitles, stepTitles } from '../../stores/inbox/ruleWords'
import { Button } from '../../ui/Button'
import { KeyBox } from '../../ui/KeyBox'
import { Select } from '../../ui/Select'
import { TextBox } from '../../ui/TextBox'
import styles from './StepRow.module.css'

const kinds: readonly { readonly id: RuleStep['do']; readonly name: string }[] = (
  ['rename', 'convert', 'set', 'replace', 'scale', 'drop', 'replace_text'] as const
).map((id) => ({ id, name: stepTitles[id] }))
const kindsOfTable = kinds
  .filter(({ id }) => id !== 'rename')
  .map((kind) => (kind.id === 'drop' ? { ...kind, name: 'Empty a cell' } : kind))

const conversions = Conversion.options.map((id) => ({ id, name: conversionTitles[id] }))

interface FieldsProps {
  readonly step: StepDraft
  readonly keys: readonly string[]
  /** Whether they are columns. */
  readonly isTable: boolean
  readonly onChange: (patch: Partial<StepDraft>) => void
}

function Fields({ step, keys, isTable, onChange }: FieldsProps): ReactNode {
  const what = isTable ? 'column' : 'key'
  const key = (label: string): ReactNode => (
    <KeyBox
      label={label}
      value={step.key}
      keys={keys}
      onChange={(text) => onChange({ key: text })}
    />
  )
  const value = (label: string): ReactNode => (
    <TextBox
      label={label}
      value={step.value}
      onChange={(text) => onChange({ value: text })}
      tag={kindWord(step.value)}
      mono
      autoFocus={step.awaits && step.do === 'set'}
    />
  )
  switch (step.do) {
    case 'rename':
      return (
        <>
          <span className={styles.word}>from</span>
          {key('Key as it is')}
          <span className={styles.word}>to</span>
          <KeyBox
            label="Key as it should be"
            value={step.to}
            keys={keys}
            onChange={(to) => onChange({ to })}
          />
        </>
      )
    case 'set':
      return (
        <>
          <span className={styles.word}>{what}</span>
          {key(isTable ? 'Column' : 'Key')}
          <span className={styles.word}>to</span>
          {value('Value')}
        </>
      )
    case 'replace':
      return (
        <>
          <span className={styles.word}>{what}</span>
          {key(isTable ? 'Column' : 'Key')}
          <span className={styles.word}>value</span>
          {value('Value as it is')}
          <span className={styles.word}>with</span>
          <TextBox
            label="Value as it should be"
            value={step.with}
            onChange={(text) => onChange({ with: text })}
            tag={kindWord(step.with)}
            mono
            autoFocus={step.awaits}
          />
        </>
      )
    case 'replace_text':
      return (
        <>
          <span className={styles.word}>text</span>
          <TextBox
            label="Text as it is"
            value={step.value}
            onChange={(text) => onChange({ value: text })}
            mono
            autoFocus={step.awaits}
          />
          <span className={styles.word}>with</span>
          <TextBox
            label="Text as it should be"
            value={step.with}
            onChange={(text) => onChange({ with: text })}
            placeholder="nothing"
            mono
          />
        </>
      )
    case 'convert':
      return (
        <>
          <span className={styles.word}>{what}</span>
          {key(isTable ? 'Column' : 'Key')}
          <span className={styles.word}>from</span>
          <Select
            label="Conversion"
            value={step.as}
            options={conversions}
            onChange={(as) => onChange({ as })}
          />
        </>
      )
    case 'scale':
      return (
        <>
          <span className={styles.word}>{what}</span>
          {key(isTable ? 'Column' : 'Key')}
          <span className={styles.word}>times</span>
          <TextBox
            label="Factor"
            value={step.by}
            onChange={(by) => onChange({ by })}
            placeholder="0.001"
            mono
            autoFocus={step.awaits}
          />
        </>
      )
    case 'drop':
      return (
        <>
          <span className={styles.word}>{what}</span>
          {key(isTable ? 'Column' : 'Key')}
        </>
      )
  }
}

interface StepRowProps {
  readonly step: StepDraft
  readonly keys: readonly string[]
  /** Whether they are the columns of a table, which have their names from the file. */
  readonly isTable: boolean
  readonly onChange: (step: StepDraft) => void
  /** Null for the only step: a rule has at least one. */
  readonly onRemove: (() => void) | null
}

/** One step of a rule: what it does, and to which key. */
export function StepRow({ step, keys, isTable, onChange, onRemove }: StepRowProps): ReactNode {
  return (
    <li className={styles.step}>
      <Select
        label="What it does"
        value={step.do}
        options={isTable ? kindsOfTable : kinds}
        onChange={(kind) => onChange({ ...emptyStep(kind, step.key), id: step.id })}
      />
      {onRemove === null ? (
        <span />
      ) : (
        <Button
          kind="quiet"
          label="Remove this step"
          icon={<X size={14} aria-hidden />}
          onPress={onRemove}
        />
      )}
      <div className={styles.fields}>
        <Fields
          step={step}
          keys={keys}
          isTable={isTable}
          onChange={(patch) => onChange({ ...step, ...patch })}
        />
      </div>
    </li>
  )
}
