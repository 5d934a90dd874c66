import type { ReactNode } from 'react'
import styles from './Legend.module.css'

/** What the signs of the lane mean. */
export function Legend(): ReactNode {
  return (
    <ul className={styles.legend} aria-label="What the signs mean">
      <li>
        <span className={styles.attention} aria-hidden>
          ▼
        </span>
        restart
      </li>
      <li>
        <span className={styles.bad} aria-hidden>
          ●
        </span>
        held up
      </li>
      <li>
        <span className={styles.attention} aria-hidden>
          ▮▮
        </span>
        paused
      </li>
      <li>
        <span className={styles.accent} aria-hidden>
          ○
        </span>
        pace changed, steered
      </li>
      <li>
        <span className={styles.muted} aria-hidden>
          ○
        </span>
        started, stopped
      </li>
      <li>
        <span className={styles.gap} />
        not running
      </li>
    </ul>
  )
}
