import type { ReactNode } from 'react'
import { SavedNote } from './SavedNote'
import styles from './SettingsView.module.css'
import type { Saved } from './useSaved'

interface SettingRowProps {
  readonly name: string
  readonly nameId: string
  readonly help: ReactNode
  readonly helpId: string
  /** The field that the name belongs to, where it is a plain one. */
  readonly fieldId?: string
  readonly saved: Saved
  readonly children: ReactNode
}

/** A setting: its name and meaning, its control, and what became of the last change. */
export function SettingRow({
  name,
  nameId,
  help,
  helpId,
  fieldId,
  saved,
  children,
}: SettingRowProps): ReactNode {
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        {fieldId === undefined ? (
          <span id={nameId} className={styles.name}>
            {name}
          </span>
        ) : (
          <label id={nameId} htmlFor={fieldId} className={styles.name}>
            {name}
          </label>
        )}
        <p id={helpId} className={styles.help}>
          {help}
        </p>
      </div>
      <div className={styles.control}>
        {children}
        <SavedNote saved={saved} />
      </div>
    </div>
  )
}
