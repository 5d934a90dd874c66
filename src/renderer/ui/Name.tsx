import type { ReactNode } from 'react'
import styles from './Name.module.css'
import { showInvisible } from './raw/pieces'

/** A name or path from outside: on one line, and without characters that hide or turn others. */
export function Name({ children }: { readonly children: string }): ReactNode {
  const shown = showInvisible(children)
  return (
    <span className={styles.name} title={shown}>
      {shown}
    </span>
  )
}
