import type { ReactNode } from 'react'
import { countText } from '#shared/numbers'
import styles from './KeyCounts.module.css'

interface KeyCountsProps {
  readonly label: string
  readonly testId: string
  /** What heads them, with a colon. */
  readonly title: string
  readonly rows: readonly {
    readonly id: string
    readonly name: ReactNode
    readonly count: number
    readonly firstLine: number
    /** What is to be said of the first; nothing where absent. */
    readonly whatFirst?: string
  }[]
}

/** Keys of a package's lines, each with how often and where first. */
export function KeyCounts({ label, testId, title, rows }: KeyCountsProps): ReactNode {
  return (
    <section className={styles.keys} aria-label={label} tabIndex={0} data-testid={testId}>
      <span>{title}</span>
      {rows.map(({ id, name, count, firstLine, whatFirst }) => (
        <span key={id} className={styles.key}>
          <span className={styles.name}>{name}</span>
          <span className={styles.facts}>
            {countText(count)}×, first in line {countText(firstLine)}
            {whatFirst}
          </span>
        </span>
      ))}
    </section>
  )
}
