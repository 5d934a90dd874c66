import { useRef, type ReactNode } from 'react'
import { navigationState } from '../../stores/navigation/navigation'
import { useStation } from '../../stores/station/station'
import { Button } from '../../ui/Button'
import { Figure } from '../../ui/Figure'
import { formatBytes, formatCount } from '../../ui/format'
import { Name } from '../../ui/Name'
import { useFocusOnMount } from '../../ui/useFocusOnMount'
import { ComponentTree } from './ComponentTree'
import styles from './PipelineView.module.css'

function Totals(): ReactNode {
  const totals = useStation((s) => s.status?.totals ?? null)
  const waiting = useStation((s) => s.status?.counts.queued ?? 0)
  const processing = useStation((s) => s.status?.counts.processing ?? 0)
  const failed = useStation((s) => s.status?.counts.failed ?? 0)
  return (
    <section className={styles.figures} aria-label="Totals">
      <Figure label="Files" value={formatCount(totals?.files ?? 0)} />
      <Figure label="Records stored" value={formatCount(totals?.importedLines ?? 0)} />
      <Figure
        label="Bad lines"
        value={formatCount(totals?.errorLines ?? 0)}
        bad={(totals?.errorLines ?? 0) > 0}
      />
      <Figure label="In work" value={formatCount(processing)} />
      <Figure label="Queued" value={formatCount(waiting)} />
      <Figure label="Failed" value={formatCount(failed)} bad={failed > 0} />
    </section>
  )
}

function Storage(): ReactNode {
  const storage = useStation((s) => s.status?.storage ?? null)
  if (storage === null) return null
  return (
    <section aria-label="Storage">
      <h2 className={styles.title}>Storage</h2>
      <dl className={styles.storage} data-testid="storage">
        <dt>Database</dt>
        <dd className={styles.path}>
          <Name>{storage.databasePath}</Name>
        </dd>
        <dt>Size</dt>
        <dd>{formatBytes(storage.databaseBytes)}</dd>
        <dt>Write-ahead log</dt>
        <dd>{formatBytes(storage.walBytes)}</dd>
        <dt>Free on this disk</dt>
        <dd>{storage.freeBytes === null ? 'not known' : formatBytes(storage.freeBytes)}</dd>
      </dl>
    </section>
  )
}

const { placeChosen } = navigationState().actions

/** What the station is made of and how each part is doing. */
export function PipelineView(): ReactNode {
  const view = useRef<HTMLDivElement>(null)
  useFocusOnMount(view)
  return (
    // It scrolls as a whole, so it takes the focus.
    <div
      className={styles.view}
      data-testid="pipeline-view"
      ref={view}
      tabIndex={0}
      role="region"
      aria-label="Pipeline"
    >
      <Totals />
      <div className={styles.more}>
        <Button keys="G H" onPress={() => placeChosen({ view: 'history' })}>
          History
        </Button>
      </div>
      <ComponentTree />
      <Storage />
    </div>
  )
}
