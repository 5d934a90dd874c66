import type { ReactNode } from 'react'
import { useFilePage } from '../../stores/filePage/filePage'
import { formatCount } from '../../ui/format'
import styles from './UnknownKeys.module.css'

/** Numbers that came as text: they were taken, and this says how often. */
export function TextNumbers(): ReactNode {
  const numbers = useFilePage((s) => s.textNumbers)
  if (numbers === null || numbers.length === 0) return null
  return (
    <section
      className={styles.keys}
      aria-label="Numbers as text"
      tabIndex={0}
      data-testid="text-numbers"
    >
      <span>Numbers that came as text:</span>
      {numbers.map(({ channel, count, firstLine }) => (
        <span key={channel} className={styles.key}>
          <span className={styles.name}>{channel}</span>
          {formatCount(count)}×, first in line {formatCount(firstLine)}
        </span>
      ))}
    </section>
  )
}
