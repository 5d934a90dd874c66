import { MAX_NOTE } from '#shared/inbox/bounds'
import { showInvisible } from '#shared/raw/pieces'
import type { Weight } from '#shared/removals/removal'
import { useState, type ReactNode } from 'react'
import {
  freeSpace,
  removePackage,
  replaceWithChosen,
  replaceWithCorrected,
} from '../../bridge/removals'
import {
  removalsState,
  useRemovals,
  type RemovalQuestion,
  type RemovalSubject,
} from '../../stores/removals/removals'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { formatBytes } from '../../ui/format'
import { countText } from '#shared/numbers'
import { TextBox } from '../../ui/TextBox'
import styles from './RemovalDialog.module.css'

function close(): void {
  removalsState().actions.closed()
}

const titles: Readonly<Record<RemovalQuestion, string>> = {
  remove: 'Remove',
  replace: 'Put a corrected copy in the place of',
  free: 'Free the space of',
}

const words: Readonly<Record<RemovalQuestion, string>> = {
  remove:
    'This leaves every view, count and export. Its row stays in the history, its source file is not touched, and it can be undone until its space is freed.',
  replace:
    "The copy is read out of sight. Once it is complete, it takes this package's place in one step, and this leaves every view, count and export. If it fails or is of another satellite type, nothing changes. It can be undone.",
  free: "This is deleted for good, some rows at a time, and can't be undone then. The space is used for the next packages: the database file does not get smaller. The row stays in the history.",
}

function Numbers({ weight }: { readonly weight: Weight }): ReactNode {
  const { records, badLines, mendedLines, dismissedLines, mends, bytes } = weight
  const rows: readonly [string, string][] = [
    ['Records', countText(records)],
    ['of these mended', countText(mendedLines)],
    ['Bad lines', countText(badLines)],
    ['of these dismissed', countText(dismissedLines)],
    ['Mends and dismissals', countText(mends)],
    ['In the database, about', formatBytes(bytes)],
  ]
  return (
    <dl className={styles.numbers} data-testid="removal-numbers">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface FormProps {
  readonly question: RemovalQuestion
  readonly file: RemovalSubject
  readonly weight: Weight
}

function Steps({ question, file, weight }: FormProps): ReactNode {
  // What is removed already is not locked against being deleted.
  const locked = question !== 'free' && weight.locked !== null
  const isCorrectable = weight.badLines + weight.mendedLines > 0
  return (
    <div className={styles.steps}>
      {/* What can't be undone is not where the focus is. */}
      <Button kind="quiet" keys="Escape" autoFocus={question === 'free'} onPress={close}>
        Cancel
      </Button>
      {question === 'replace' && isCorrectable ? (
        <Button
          isDisabled={locked}
          tip="Make it from this package with its mended lines in place"
          onPress={() => {
            close()
            void replaceWithCorrected(file)
          }}
        >
          Make the corrected copy…
        </Button>
      ) : null}
      <Button
        kind="primary"
        type="submit"
        isDisabled={locked}
        autoFocus={question === 'replace'}
        {...(question === 'free' ? {} : { keys: 'Enter' })}
      >
        {question === 'remove'
          ? 'Remove'
          : question === 'free'
            ? 'Delete for good'
            : 'Choose file…'}
      </Button>
    </div>
  )
}

function Form({ question, file, weight }: FormProps): ReactNode {
  const [note, setNote] = useState('')
  const run = (): void => {
    close()
    if (question === 'remove') void removePackage(file, note.trim())
    else if (question === 'free') void freeSpace(file)
    else void replaceWithChosen(file)
  }
  const lock = question === 'free' ? null : weight.locked
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (lock === null) run()
      }}
    >
      <h2 className={styles.title}>
        {titles[question]} #{file.id} {showInvisible(file.name)}
      </h2>
      <Numbers weight={weight} />
      <p className={styles.words}>{words[question]}</p>
      {question === 'replace' && lock === null ? (
        <p className={styles.words}>Choose the copy, or drop it on this window.</p>
      ) : null}
      {lock === null ? null : (
        <p className={styles.lock} role="alert">
          {showInvisible(lock)}
        </p>
      )}
      {question === 'remove' ? (
        <TextBox
          label="Note, for whoever asks why"
          value={note}
          onChange={setNote}
          placeholder="Why, for whoever asks later (may be empty)"
          maxLength={MAX_NOTE}
          autoFocus
        />
      ) : null}
      <Steps question={question} file={file} weight={weight} />
    </form>
  )
}

/** Says exactly what removing, replacing or freeing would do, before it is done. */
export function RemovalDialog(): ReactNode {
  const question = useRemovals((s) => s.question)
  const file = useRemovals((s) => s.file)
  const weight = useRemovals((s) => s.weight)
  if (question === null || file === null) return null
  return (
    <Dialog label={`${titles[question]} #${file.id}`} onClose={close}>
      {weight === null ? (
        <div className={styles.waiting} aria-busy />
      ) : (
        <Form question={question} file={file} weight={weight} />
      )}
    </Dialog>
  )
}
