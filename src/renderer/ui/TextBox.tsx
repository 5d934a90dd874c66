import type { ReactNode } from 'react'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextField } from 'react-aria-components/TextField'
import { cx } from './cx'
import styles from './TextBox.module.css'

interface TextBoxProps {
  readonly label: string
  /** Whether the label stands before it; else it is for screen readers alone. */
  readonly labelShown?: boolean
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly mono?: boolean
  readonly autoFocus?: boolean
  readonly maxLength?: number
  /** A word at its end: how the text is read. */
  readonly tag?: string
}

/** A field for one line of text. */
export function TextBox({
  label,
  labelShown = false,
  value,
  onChange,
  placeholder,
  mono = false,
  autoFocus = false,
  maxLength,
  tag,
}: TextBoxProps): ReactNode {
  return (
    <TextField
      className={cx(styles.box)}
      {...(labelShown ? {} : { 'aria-label': label })}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      {labelShown ? <Label className={cx(styles.label)}>{label}</Label> : null}
      <span className={styles.field}>
        <Input
          className={cx(styles.input, mono && styles.mono)}
          {...(placeholder === undefined ? {} : { placeholder })}
        />
        {tag === undefined ? null : <span className={styles.tag}>{tag}</span>}
      </span>
    </TextField>
  )
}
