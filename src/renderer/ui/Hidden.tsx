import type { ReactNode } from 'react'
import styles from './Hidden.module.css'

/** Words for screen readers alone. */
export function Hidden({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={styles.hidden}>{children}</div>
}
