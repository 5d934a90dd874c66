import type { ReactNode } from 'react'
import { useFilePage } from '../../stores/filePage/filePage'
import { formatCount } from '../../ui/format'
import { Name } from '../../ui/Name'
import styles from './UnknownKeys.module.css'

/** No name of a key is longer than this; one of a megabyte would hold the window up. */
const MOST_CHARACTERS = 120

function shortened(key: string): string {
  return key.length > MOST_CHARACTERS ? `${key.slice(0, MOST_CHARACTERS)}…` : key
}

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
          <span className={styles.name}>
            {key === null ? 'others' : <Name>{shortened(key)}</Name>}
          </span>
          {formatCount(count)}×, first in line {formatCount(firstLine)}
        </span>
      ))}
    </section>
  )
}
