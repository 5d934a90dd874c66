import type { ReactNode } from 'react'
import { cx } from './cx'
import styles from './Figure.module.css'

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly unit?: string
  readonly bad?: boolean
  readonly testId?: string
}

/** A number that operators watch, large, under what it counts. */
export function Figure({ label, value, unit, bad = false, testId }: FigureProps): ReactNode {
  return (
    <div className={styles.figure} data-testid={testId}>
      <span className={styles.label}>{label}</span>
      <span className={cx(styles.value, bad && styles.bad)}>
        {value}
        {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
      </span>
    </div>
  )
}
