import type { ReactNode } from 'react'
import { useFilePage } from '../../stores/filePage/filePage'
import { formatCount } from '../../ui/format'
import { Name } from '../../ui/Name'
import styles from './UnknownKeys.module.css'

/** Keys that the satellite type does not know: they were ignored, and this says which. */
export function UnknownKeys(): ReactNode {
  const keys = useFilePage((s) => s.unknownKeys)
  if (keys === null || keys.length === 0) return null
  return (
    <section
      className={styles.keys}
      aria-label="Unknown keys"
      tabIndex={0}
      data-testid="unknown-keys"
    >
      <span>Unknown keys, ignored:</span>
      {keys.map(({ key, count, firstLine }) => (
        <span key={key} className={styles.key}>
          <span className={styles.name}>{key === null ? 'others' : <Name>{key}</Name>}</span>
          {formatCount(count)}×, first in line {formatCount(firstLine)}
        </span>
      ))}
    </section>
  )
}
