import type { ReactNode } from 'react'
import { cx } from './cx'
import { formatPercent } from './format'
import styles from './Progress.module.css'

interface ProgressProps {
  readonly label: string
  /** 0 to 1. */
  readonly share: number
  /** True while it does not move: paused, or waiting for something. */
  readonly still: boolean
}

export function Progress({ label, share, still }: ProgressProps): ReactNode {
  return (
    <div
      className={cx(styles.progress, still && styles.still)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
    >
      <div className={styles.track}>
        <div className={styles.bar} style={{ transform: `scaleX(${share})` }} />
      </div>
      <span className={styles.share}>{formatPercent(share)}</span>
    </div>
  )
}
