import type { ReactNode } from 'react'
import styles from './Blank.module.css'

interface BlankProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  /** What to do next. */
  readonly steps?: ReactNode
  readonly testId?: string
}

/** A place with nothing to show: empty, loading or failed, with the next thing to do. */
export function Blank({ icon, title, children, steps, testId }: BlankProps): ReactNode {
  return (
    <div className={styles.blank} data-testid={testId}>
      {icon}
      <h2 className={styles.title}>{title}</h2>
      {children === undefined ? null : <div className={styles.words}>{children}</div>}
      {steps === undefined ? null : <div className={styles.steps}>{steps}</div>}
    </div>
  )
}
