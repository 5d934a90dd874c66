import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialog'
import { Keys } from '../../ui/Keys'
import styles from './KeysSheet.module.css'

export interface KeyGroup {
  readonly name: string
  readonly keys: readonly { readonly keys: string; readonly label: string }[]
}

interface KeysSheetProps {
  readonly groups: readonly KeyGroup[]
  readonly onClose: () => void
}

/** Every key of the window, by where it works. */
export function KeysSheet({ groups, onClose }: KeysSheetProps): ReactNode {
  return (
    <Dialog label="Keys" onClose={onClose}>
      <h2 className={styles.title}>Keys</h2>
      <div className={styles.groups} tabIndex={0} role="group" aria-label="All keys">
        {groups.map((group) => (
          <section key={group.name} className={styles.group}>
            <h3>{group.name}</h3>
            <ul>
              {group.keys.map(({ keys, label }) => (
                <li key={keys} className={styles.key}>
                  <span>{label}</span>
                  <Keys keys={keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
