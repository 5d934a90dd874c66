import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './SettingsView.module.css'
import type { Saved } from './useSaved'

/** What became of the last change, with a way to take it back. */
export function SavedNote({ saved }: { readonly saved: Saved }): ReactNode {
  return (
    <div role="status">
      {saved.refused !== null ? (
        <p className={styles.refused}>{saved.refused}</p>
      ) : saved.undo !== null ? (
        <span className={styles.saved}>
          <Check size={14} aria-hidden /> Saved
          <button type="button" className={styles.undo} onClick={saved.undo}>
            Undo
          </button>
        </span>
      ) : null}
    </div>
  )
}
