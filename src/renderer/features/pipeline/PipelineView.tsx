import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { useStation } from '../../stores/station/station'
import { cx } from '../../ui/cx'
import { Figure } from '../../ui/Figure'
import { formatCount } from '../../ui/format'
import { LivePanel } from './LivePanel'
import styles from './PipelineView.module.css'

/** A side of the pipeline beside its live tree. */
export interface PipelineSide {
  readonly id: string
  readonly title: string
  readonly view: () => ReactNode
}

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

interface PipelineViewProps {
  readonly sides: readonly PipelineSide[]
}

/** What the station is made of, how each part is doing, and what it can be asked to do. */
export function PipelineView({ sides }: PipelineViewProps): ReactNode {
  return (
    <div className={styles.view} data-testid="pipeline-view">
      <Totals />
      {sides.length === 0 ? (
        <LivePanel />
      ) : (
        <Tabs className={cx(styles.tabs)}>
          <TabList className={cx(styles.tabList)} aria-label="Pipeline">
            {[{ id: 'live', title: 'Live' }, ...sides].map(({ id, title }) => (
              <Tab key={id} id={id} className={cx(styles.tab)}>
                {title}
              </Tab>
            ))}
          </TabList>
          <TabPanel id="live" className={cx(styles.side)}>
            <LivePanel />
          </TabPanel>
          {sides.map(({ id, view }) => (
            <TabPanel key={id} id={id} className={cx(styles.side)}>
              {view()}
            </TabPanel>
          ))}
        </Tabs>
      )}
    </div>
  )
}
