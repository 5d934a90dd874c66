import type { ReactNode } from 'react'
import { formatPercent } from '../../ui/format'
import styles from './LoadBar.module.css'

/** How much of its time a thread is busy, 0 to 1. */
export function LoadBar({ load }: { readonly load: number }): ReactNode {
  return (
    <div className={styles.load}>
      <div className={styles.track} aria-hidden>
        <div className={styles.bar} style={{ transform: `scaleX(${load})` }} />
      </div>
      <span className={styles.share}>{formatPercent(load)}</span>
    </div>
  )
}
