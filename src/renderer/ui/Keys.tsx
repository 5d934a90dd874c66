import { Fragment, type ReactNode } from 'react'
import { keySigns } from './keySigns'
import styles from './Keys.module.css'
import { isMac } from './platform'

/** Keys as they are printed on the keyboard. */
export function Keys({ keys }: { readonly keys: string }): ReactNode {
  return (
    <span className={styles.keys}>
      {keySigns(keys, isMac).map((together, i) => (
        <Fragment key={together.join('+')}>
          {i > 0 ? 'then' : null}
          {together.map((key) => (
            <kbd key={key} className={styles.key}>
              {key}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}
