import type { DismissTarget } from '#shared/inbox/mending'
import { MAX_NOTE } from '#shared/inbox/bounds'
import { useState, type ReactNode } from 'react'
import { dismissLines } from '../../bridge/inboxMends'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { TextBox } from '../../ui/TextBox'
import styles from './DismissDialog.module.css'

/** Lines that may be dismissed, and what they are called. */
export interface Dismissal {
  readonly target: DismissTarget
  /** Heads the dialog: 'Dismiss line 12', 'Dismiss 1,203 lines'. */
  readonly title: string
  /** Goes on after 'Dismissed 1,203 lines', or after 'Dismissed' for one line. */
  readonly what: string
}

interface DismissDialogProps {
  readonly dismissal: Dismissal
  readonly onClose: () => void
}

/** Asks for a note, and dismisses. */
export function DismissDialog({ dismissal, onClose }: DismissDialogProps): ReactNode {
  const [note, setNote] = useState('')
  const { target, title, what } = dismissal
  return (
    <Dialog label={title} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
          void dismissLines(target, note.trim(), what)
        }}
      >
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.words}>
          Dismissed lines leave the inbox and still count as errors. This can be undone.
        </p>
        <TextBox
          label="Note, for whoever asks why"
          value={note}
          onChange={setNote}
          placeholder="Why, for whoever asks later (may be empty)"
          maxLength={MAX_NOTE}
          autoFocus
        />
        <div className={styles.steps}>
          <Button kind="quiet" keys="Escape" onPress={onClose}>
            Cancel
          </Button>
          <Button kind="primary" keys="Enter" type="submit">
            Dismiss
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
