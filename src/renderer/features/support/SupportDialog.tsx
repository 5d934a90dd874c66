import type { SupportContents } from '#shared/support'
import { useEffect, useState, type ReactNode } from 'react'
import { collectSupport, readSupport, saveSupport } from '../../bridge/support'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { Dialog } from '../../ui/Dialog'
import { countOf, formatBytes } from '../../ui/format'
import styles from './SupportDialog.module.css'

interface Opened {
  readonly name: string
  readonly text: string
}

/** What would be saved for somebody else to look at, every text of it, before it is saved. */
export function SupportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [contents, setContents] = useState<SupportContents | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [dumps, setDumps] = useState(false)

  useEffect(() => {
    let isGone = false
    async function collect(): Promise<void> {
      const collected = await collectSupport()
      const [first] = collected?.files ?? []
      const text = first === undefined ? '' : await readSupport(first.name)
      if (isGone) return
      setContents(collected)
      if (first !== undefined) setOpened({ name: first.name, text })
    }
    void collect()
    return () => {
      isGone = true
    }
  }, [])

  async function open(name: string): Promise<void> {
    setOpened({ name, text: await readSupport(name) })
  }

  async function save(): Promise<void> {
    if (await saveSupport(dumps)) onClose()
  }

  return (
    <Dialog label="Collect for support" size="wide" onClose={onClose}>
      <h2 className={styles.title}>Collect for support</h2>
      <p className={styles.about}>
        One archive of what is listed here, and nothing else. No telemetry values, no lines of
        packages, no passwords. Read it before you give it to anybody: names of files, folders and
        users are in it.
      </p>
      <div className={styles.parts}>
        <ul className={styles.files} aria-label="What is in it">
          {(contents?.files ?? []).map(({ name, bytes }) => (
            <li key={name}>
              <button
                type="button"
                className={cx(styles.file, name === opened?.name && styles.shown)}
                aria-pressed={name === opened?.name}
                onClick={() => void open(name)}
              >
                <span>{name}</span>
                <span className={styles.size}>{formatBytes(bytes)}</span>
              </button>
            </li>
          ))}
        </ul>
        <textarea
          className={styles.text}
          aria-label={opened?.name ?? 'Collecting'}
          data-testid="support-text"
          readOnly
          wrap="off"
          value={opened?.text ?? 'Collecting…'}
        />
      </div>
      <Dumps dumps={contents?.dumps ?? []} isChosen={dumps} onChange={setDumps} />
      <div className={styles.steps}>
        <Button onPress={onClose}>Close</Button>
        <Button kind="primary" isDisabled={contents === null} onPress={() => void save()}>
          Save…
        </Button>
      </div>
    </Dialog>
  )
}

interface DumpsProps {
  readonly dumps: SupportContents['dumps']
  readonly isChosen: boolean
  readonly onChange: (isChosen: boolean) => void
}

function Dumps({ dumps, isChosen, onChange }: DumpsProps): ReactNode {
  if (dumps.length === 0) return null
  const bytes = dumps.reduce((sum, each) => sum + each.bytes, 0)
  return (
    <label className={styles.dumps}>
      <input
        type="checkbox"
        checked={isChosen}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        With {countOf(dumps.length, 'crash dump')}, {formatBytes(bytes)}. They are parts of the
        program’s memory and may hold telemetry.
      </span>
    </label>
  )
}
