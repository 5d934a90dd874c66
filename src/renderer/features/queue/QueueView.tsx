import { useEffect, type ReactNode } from 'react'
import { followFileRows } from '../../bridge/fileRows'
import { useFiles } from '../../stores/files/files'
import { useStation } from '../../stores/station/station'
import { arrivingCount } from '../../stores/station/watched'
import { FirstStart } from './FirstStart'
import { QueueFigures } from './QueueFigures'
import { QueueList } from './QueueList'
import styles from './QueueView.module.css'

/** The queue and what came of it: the window's first view. */
export function QueueView(): ReactNode {
  useEffect(followFileRows, [])
  const loaded = useFiles((s) => s.sections.queue.total !== null)
  const rows = useFiles((s) => (s.sections.queue.total ?? 0) + (s.sections.history.total ?? 0))
  const arriving = useStation((s) => arrivingCount(s.status))
  const known = useStation((s) => s.status?.totals.files ?? 0)
  const first = loaded && rows + arriving + known === 0
  return (
    <div className={styles.view} data-testid="queue-view">
      {first ? (
        <FirstStart />
      ) : (
        <>
          <QueueFigures />
          <div className={styles.list}>{loaded ? <QueueList /> : null}</div>
        </>
      )}
    </div>
  )
}
