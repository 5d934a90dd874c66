import type { ReactNode } from 'react'
import styles from './Blank.module.css'

interface BlankProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  /** What to do next. */
  readonly steps?: ReactNode
  /** Whether it takes the place of a page that shows its own heading. */
  readonly isPage?: boolean
  readonly testId?: string
}

/** A place with nothing to show: empty, loading or failed, with the next thing to do. */
export function Blank({
  icon,
  title,
  children,
  steps,
  isPage = false,
  testId,
}: BlankProps): ReactNode {
  const Heading = isPage ? 'h1' : 'h2'
  return (
    <div className={styles.blank} data-testid={testId}>
      {icon}
      <Heading className={styles.title}>{title}</Heading>
      {children === undefined ? null : <div className={styles.words}>{children}</div>}
      {steps === undefined ? null : <div className={styles.steps}>{steps}</div>}
    </div>
  )
}
