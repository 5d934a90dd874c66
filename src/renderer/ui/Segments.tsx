import type { ReactNode } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { cx } from './cx'
import styles from './Segments.module.css'

interface SegmentsProps<T extends string> {
  /** For screen readers. */
  readonly label: string
  /** The id of a text that says more, for screen readers. */
  readonly describedBy?: string
  /** null where none of them holds. */
  readonly value: T | null
  readonly options: readonly { readonly id: T; readonly name: string; readonly tip?: string }[]
  readonly onChange: (value: T) => void
}

/** One of a few words, all of which can be seen. */
export function Segments<T extends string>({
  label,
  describedBy,
  value,
  options,
  onChange,
}: SegmentsProps<T>): ReactNode {
  return (
    <RadioGroup
      className={cx(styles.segments)}
      aria-label={label}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      orientation="horizontal"
      value={value}
      onChange={(id) => {
        const chosen = options.find((option) => option.id === id)
        if (chosen) onChange(chosen.id)
      }}
    >
      {options.map(({ id, name, tip }) => (
        <Radio key={id} value={id} className={cx(styles.segment)}>
          <span title={tip}>{name}</span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
