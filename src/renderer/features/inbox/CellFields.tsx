import { textFormat } from '#shared/formats/formats'
import { showInvisible } from '#shared/raw/pieces'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { cellFields, withField, type CellField } from '../../stores/inbox/cellFields'
import { editorState, useEditor } from '../../stores/inbox/editor'
import { cx } from '../../ui/cx'
import styles from './CellFields.module.css'

interface CellFieldsProps {
  /** Of the editor that they are a part of. */
  readonly onKeyDown: (event: KeyboardEvent) => void
}

interface FieldProps extends CellFieldsProps {
  readonly field: CellField
}

function Field({ field, onKeyDown }: FieldProps): ReactNode {
  const { key, label, text, isFaulty } = field
  // What is typed stays as it is typed while it is: 1. is on its way to 1.5.
  const [draft, setDraft] = useState<string | null>(null)
  const [unsayable, setUnsayable] = useState(false)
  const type = (typed: string): void => {
    const { text: line, format, actions } = editorState()
    const changed = withField(line, format, key, typed)
    setDraft(typed)
    setUnsayable(changed === null)
    if (changed !== null) actions.textChanged(changed)
  }
  return (
    <label className={cx(styles.field, (isFaulty || unsayable) && styles.faulty)}>
      <span className={styles.name} title={showInvisible(label ?? key)}>
        {showInvisible(key)}
        {label === null ? null : <span className={styles.label}>{showInvisible(label)}</span>}
      </span>
      <input
        className={styles.input}
        value={draft ?? text ?? ''}
        placeholder={text === null ? 'not there' : ''}
        aria-invalid={isFaulty || unsayable}
        title={unsayable ? 'A line of this package can’t say this' : undefined}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setDraft(null)
          setUnsayable(false)
        }}
      />
    </label>
  )
}

/** The line's values, each in a field of its own; what is typed there goes into the line. */
export function CellFields({ onKeyDown }: CellFieldsProps): ReactNode {
  const text = useEditor((s) => s.text)
  const format = useEditor((s) => s.format)
  const known = useEditor((s) => s.fields)
  const verdict = useEditor((s) => s.verdict)
  const fields = useMemo(() => {
    const issues = verdict === null || verdict.ok ? [] : verdict.issues
    return cellFields(text, format, known, issues)
  }, [text, format, known, verdict])
  const group = useRef<HTMLDivElement>(null)
  const isJudged = verdict !== null
  // Of many cells the first one at fault is in sight once the reader has spoken.
  useEffect(() => {
    const element = group.current
    const faulty = element?.querySelector('[aria-invalid="true"]')?.closest('label')
    if (isJudged && element && faulty) element.scrollTop = faulty.offsetTop - element.offsetTop
  }, [isJudged])
  if (fields === null) return null
  return (
    <div
      ref={group}
      className={styles.fields}
      role="group"
      aria-label={`${textFormat(format.file).namesValues ? 'Values' : 'Cells'} of the line`}
      data-testid="cell-fields"
    >
      {fields.map((field) => (
        <Field key={field.key} field={field} onKeyDown={onKeyDown} />
      ))}
    </div>
  )
}
