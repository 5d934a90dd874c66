import type { InboxGroup } from '#shared/inbox/groups'
import { ArrowDown, CircleCheck, Sparkle } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { toggleOrder } from '../../bridge/inboxGroups'
import { useGroups } from '../../stores/inbox/groups'
import { useStation } from '../../stores/station/station'
import { doneWords, groupTitle } from '../../stores/inbox/words'
import { cx } from '../../ui/cx'
import { formatFullMoment, formatMoment } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Hidden } from '../../ui/Hidden'
import { Name } from '../../ui/Name'
import { RawRow } from '../../ui/raw/RawLine'
import styles from './GroupRow.module.css'

export const GROUP_ROW_HEIGHT = 52
export const GROUP_COLUMNS = 8
const DAY_MS = 86_400_000

interface SortProps {
  readonly by: 'lines' | 'recent'
  readonly children: string
}

/** A column's name, which sorts by it. */
function Sort({ by, children }: SortProps): ReactNode {
  const chosen = useGroups((s) => s.query.order === by)
  return (
    <button
      type="button"
      className={styles.sort}
      title={chosen ? `${children}, most first` : `Sort by ${children.toLowerCase()} (S)`}
      // The list keeps the focus, and with it its keys.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        if (!chosen) toggleOrder()
      }}
    >
      {children}
      {chosen ? <ArrowDown size={12} aria-hidden /> : null}
    </button>
  )
}

export function GroupHead(): ReactNode {
  const order = useGroups((s) => s.query.order)
  return (
    <div className={cx(styles.cells, styles.head)} role="row">
      <div role="columnheader">
        <Hidden>New or gone</Hidden>
      </div>
      <div role="columnheader">What is wrong</div>
      <div
        role="columnheader"
        className={styles.right}
        aria-sort={order === 'lines' ? 'descending' : 'none'}
      >
        <Sort by="lines">Open lines</Sort>
      </div>
      <div role="columnheader" className={cx(styles.right, styles.wide)}>
        Packages
      </div>
      <div role="columnheader" className={styles.wide}>
        Types
      </div>
      <div role="columnheader" className={styles.widest}>
        First seen
      </div>
      <div
        role="columnheader"
        className={styles.wide}
        aria-sort={order === 'recent' ? 'descending' : 'none'}
      >
        <Sort by="recent">Last seen, UTC</Sort>
      </div>
      <div role="columnheader">
        <Hidden>A line of it</Hidden>
      </div>
    </div>
  )
}

function Mark({ group }: { readonly group: InboxGroup }): ReactNode {
  if (group.isNew) return <Sparkle size={14} className={styles.new} aria-hidden />
  if (group.isGone) return <CircleCheck size={14} className={styles.gone} aria-hidden />
  return null
}

function Sample({ group }: { readonly group: InboxGroup }): ReactNode {
  const sample = useGroups((s) => s.samples.get(group.faultId) ?? null)
  if (sample === null) return <div className={styles.waiting} />
  return <RawRow error={sample} />
}

/** The cells of one group: what is wrong, a line of it, and how much there is of it. */
export const GroupRow = memo(function GroupRow({
  group,
}: {
  readonly group: InboxGroup
}): ReactNode {
  const today = useStation((s) => Math.floor((s.status?.at ?? 0) / DAY_MS) * DAY_MS)
  const title = groupTitle(group.issues)
  const done = doneWords(group.lines)
  const seen =
    group.lastSeen === null || group.firstSeen === null
      ? undefined
      : `First ${formatFullMoment(group.firstSeen)}, last ${formatFullMoment(group.lastSeen)}`
  return (
    <div className={styles.cells} role="presentation" data-testid="group-row">
      <div role="gridcell" className={styles.mark}>
        <Mark group={group} />
      </div>
      <div role="gridcell" className={styles.what}>
        <span className={styles.words} title={group.issues.map((i) => i.message).join('; ')}>
          {title}
        </span>
        {group.isNew ? <span className={cx(styles.flag, styles.new)}>New</span> : null}
        {group.isGone ? <span className={cx(styles.flag, styles.gone)}>Gone</span> : null}
        {done === '' ? null : <span className={styles.done}>{done}</span>}
      </div>
      <div role="gridcell" className={cx(styles.right, styles.open)}>
        {countText(group.lines.open)}
      </div>
      <div role="gridcell" className={cx(styles.right, styles.wide)}>
        {countText(group.files)}
      </div>
      <div role="gridcell" className={cx(styles.muted, styles.clip, styles.wide)}>
        <Name>{group.types.join(', ')}</Name>
      </div>
      <div role="gridcell" className={cx(styles.muted, styles.widest)} title={seen}>
        {group.firstSeen === null ? '–' : formatMoment(group.firstSeen, today)}
      </div>
      <div role="gridcell" className={cx(styles.muted, styles.wide)} title={seen}>
        {group.lastSeen === null ? '–' : formatMoment(group.lastSeen, today)}
      </div>
      <div role="gridcell" className={styles.sample}>
        <Sample group={group} />
      </div>
    </div>
  )
})
