import { showInvisible } from '#shared/raw/pieces'
import type { ReactNode } from 'react'
import { stopSearch } from '../../bridge/inboxSearch'
import { useSearch } from '../../stores/inbox/search'
import { jobShare, useJobs } from '../../stores/jobs/jobs'
import { Button } from '../../ui/Button'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Progress } from '../../ui/Progress'
import styles from './SearchStrip.module.css'

/** What a search has found so far, and how far it is. */
export function SearchStrip({ onClear }: { readonly onClear: () => void }): ReactNode {
  const { wanted, phase, found, groups, searched, failure, job } = useSearch((s) => s)
  const running = useJobs((s) => (job === null ? null : (s.running.get(job) ?? null)))
  const lines = Math.max(found, running?.found ?? 0)
  return (
    <div className={styles.strip} data-testid="search-strip">
      <p className={styles.found} role="status">
        <b>{countOf(lines, 'line')}</b> with “{showInvisible(wanted)}”
        {groups.length > 0 ? ` in ${countOf(groups.length, 'group')}` : ''}
      </p>
      {failure !== null ? (
        <span className={styles.bad}>{failure}</span>
      ) : phase === 'running' ? (
        <span className={styles.progress}>
          <Progress
            label="Searching"
            share={running === null ? 0 : jobShare(running)}
            still={running?.stopping ?? false}
          />
        </span>
      ) : phase === 'stopped' ? (
        <span className={styles.muted}>Stopped before the end</span>
      ) : (
        <span className={styles.muted}>{countText(searched)} searched</span>
      )}
      <span className={styles.space} />
      {phase === 'running' ? (
        <Button keys="Escape" onPress={() => stopSearch()}>
          Stop
        </Button>
      ) : (
        <Button keys="Escape" onPress={onClear}>
          Leave search
        </Button>
      )}
    </div>
  )
}
