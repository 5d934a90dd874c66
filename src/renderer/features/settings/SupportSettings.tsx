import type { SupportContents } from '#shared/support'
import { useEffect, useState, type ReactNode } from 'react'
import { listDumps, openCrashes } from '../../bridge/support'
import { overlaysState } from '../../stores/overlays/overlays'
import { Button } from '../../ui/Button'
import { formatBytes } from '../../ui/format'
import styles from './SettingsView.module.css'

/** What may be given to somebody else who is to help, and what crashes left. */
export function SupportSettings(): ReactNode {
  const [dumps, setDumps] = useState<SupportContents['dumps']>([])
  useEffect(() => {
    let isGone = false
    async function list(): Promise<void> {
      const found = await listDumps()
      if (!isGone) setDumps(found)
    }
    void list()
    return () => {
      isGone = true
    }
  }, [])
  return (
    <section className={styles.group} data-testid="support-settings">
      <h2>Support</h2>
      <p className={styles.help}>
        Versions, settings, figures and the log in one archive, without telemetry. What is in it is
        shown before it is saved.
      </p>
      <div className={styles.line}>
        <Button onPress={() => overlaysState().actions.overlayOpened('support')}>
          Collect for support…
        </Button>
      </div>
      <p className={styles.help}>
        {dumps.length === 0
          ? 'When the program crashes, a part of its memory is kept on this machine and sent nowhere. So far there is none.'
          : 'Crash dumps: parts of the program’s memory, which may hold telemetry. They are kept on this machine and sent nowhere.'}
      </p>
      {dumps.length === 0 ? null : (
        <>
          <ul className={styles.parts} data-testid="crash-dumps">
            {dumps.map(({ name, bytes }) => (
              <li key={name}>
                {name}, {formatBytes(bytes)}
              </li>
            ))}
          </ul>
          <div className={styles.line}>
            <Button kind="quiet" onPress={() => void openCrashes()}>
              Show folder
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
