import { showInvisible } from '#shared/raw/pieces'
import type { ReactNode } from 'react'
import { notTakenState, useNotTaken } from '../../stores/adding/notTaken'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { countOf } from '../../ui/format'
import { RowGrid } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import styles from './NotTakenSheet.module.css'

/** A name, and two lines for the reason. */
const ROW_PX = 64

const { entryChosen } = notTakenState().actions

function Entry({ index }: { readonly index: number }): ReactNode {
  const entry = useNotTaken((s) => s.entries[index] ?? null)
  if (entry === null) return null
  const reason = showInvisible(entry.reason)
  return (
    <div role="gridcell" className={styles.entry} data-testid="not-taken-row">
      <Name keepEnd room={64}>
        {entry.name}
      </Name>
      <p className={styles.reason} title={reason}>
        {reason}
      </p>
    </div>
  )
}

/** All that was dropped or chosen and not taken, each with its reason. */
export function NotTakenSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const count = useNotTaken((s) => s.entries.length)
  const active = useNotTaken((s) => s.active)
  const title = `${countOf(count, 'entry', 'entries')} not taken`
  return (
    <Dialog label={title} onClose={onClose}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.list} style={{ height: count * ROW_PX }}>
        <RowGrid
          label="What was not taken, and why"
          testId="not-taken"
          count={count}
          rowHeight={ROW_PX}
          columnCount={1}
          active={active}
          renderRow={(index) => <Entry index={index} />}
          onActive={entryChosen}
        />
      </div>
      <div className={styles.steps}>
        <Button onPress={onClose}>Close</Button>
      </div>
    </Dialog>
  )
}
