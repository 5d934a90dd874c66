import { useState, type ComponentProps, type ReactNode } from 'react'
import { cx } from '../../ui/cx'
import styles from './SettingsView.module.css'

interface TypedFieldProps extends Pick<
  ComponentProps<'input'>,
  'id' | 'className' | 'placeholder' | 'maxLength' | 'inputMode'
> {
  /** For screen readers, where no label names it. */
  readonly label?: string
  readonly describedBy?: string
  readonly testId?: string
  /** What is stored. */
  readonly value: string
  readonly isRefused?: boolean
  /** Takes what was typed; false refuses it, and it stays to be mended. */
  readonly onKeep: (typed: string) => boolean
  readonly onGivenUp?: () => void
}

/** A text of a setting; kept when the field is left or Enter is pressed, given up by Escape. */
export function TypedField({
  label,
  describedBy,
  testId,
  value,
  isRefused = false,
  className,
  onKeep,
  onGivenUp,
  ...input
}: TypedFieldProps): ReactNode {
  /** What is being typed; null while the field shows what is stored. */
  const [typed, setTyped] = useState<string | null>(null)

  function keep(): void {
    if (typed !== null && onKeep(typed)) setTyped(null)
  }

  return (
    <input
      {...input}
      className={cx(styles.input, className)}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isRefused}
      autoComplete="off"
      spellCheck={false}
      value={typed ?? value}
      data-testid={testId}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape' && typed !== null) {
          event.stopPropagation()
          setTyped(null)
          onGivenUp?.()
        }
      }}
    />
  )
}
