import type { ReactNode } from 'react'
import { navigationState } from '../../stores/navigation/navigation'
import { useStation } from '../../stores/station/station'
import { Button } from '../../ui/Button'
import { Figure } from '../../ui/Figure'
import { countText } from '#shared/numbers'
import { LivePanel } from './LivePanel'
import styles from './PipelineView.module.css'

const { placeChosen } = navigationState().actions

function Totals(): ReactNode {
  const totals = useStation((s) => s.status?.totals ?? null)
  const queued = useStation((s) => s.status?.counts.queued ?? 0)
  const waiting = useStation((s) => s.status?.counts.waiting ?? 0)
  const processing = useStation((s) => s.status?.counts.processing ?? 0)
  const failed = useStation((s) => s.status?.counts.failed ?? 0)
  return (
    <section className={styles.figures} aria-label="Totals">
      <Figure label="Files" value={countText(totals?.files ?? 0)} />
      <Figure label="Records stored" value={countText(totals?.importedLines ?? 0)} />
      <Figure
        label="Bad lines"
        value={countText(totals?.errorLines ?? 0)}
        bad={(totals?.errorLines ?? 0) > 0}
      />
      <Figure label="In work" value={countText(processing)} />
      <Figure label="Queued" value={countText(queued)} />
      <Figure label="Waiting" value={countText(waiting)} />
      <Figure label="Failed" value={countText(failed)} bad={failed > 0} />
    </section>
  )
}

/** What the station is made of, how each part is doing, and what it can be asked to do. */
export function PipelineView(): ReactNode {
  return (
    <div className={styles.view} data-testid="pipeline-view">
      <div className={styles.head}>
        <Totals />
        <Button keys="G H" onPress={() => placeChosen({ view: 'history' })}>
          History
        </Button>
      </div>
      <LivePanel />
    </div>
  )
}
