import type { InboxCounts } from '#shared/inbox/groups'
import {
  CalendarRange,
  ChartSpline,
  ListVideo,
  Network,
  ListX,
  Satellite,
  Settings2,
  Sparkle,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useInboxCounts } from '../stores/inbox/counts'
import { navigationState, useNavigation, type Place } from '../stores/navigation/navigation'
import { useStation } from '../stores/station/station'
import { countOf, formatTinyCount } from '../ui/format'
import { countText } from '#shared/numbers'
import { Hidden } from '../ui/Hidden'
import { keyText } from '../ui/keySigns'
import { isMac } from '../ui/platform'
import styles from './Sidebar.module.css'

interface PlaceButtonProps {
  readonly place: Place
  readonly current: boolean
  readonly label: string
  readonly keys: string
  readonly icon: LucideIcon
  readonly count?: number
  /** What needs the operator; counted apart, in red. */
  readonly failed?: number
  /** Says more of the count than its number does. */
  readonly note?: string
  /** Whether something came that nobody has looked at yet. */
  readonly fresh?: boolean
}

function PlaceButton({
  place,
  current,
  label,
  keys,
  icon: Icon,
  count = 0,
  failed = 0,
  note = '',
  fresh = false,
}: PlaceButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={styles.place}
      aria-current={current ? 'page' : undefined}
      title={`${label} (${keyText(keys, isMac)})${note === '' ? '' : `: ${note}`}`}
      data-testid={`go-${place.view}`}
      // A click leaves the keys with the list: the view that comes takes them, or has them already.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => navigationState().actions.placeChosen(place)}
    >
      <Icon size={16} aria-hidden />
      <span className={styles.label}>{label}</span>
      {fresh ? <Sparkle size={13} className={styles.fresh} aria-label="new" /> : null}
      {failed > 0 ? (
        <span className={styles.failed} data-testid={`failed-${place.view}`}>
          {formatTinyCount(failed)}
          <Hidden> failed</Hidden>
        </span>
      ) : null}
      {count > 0 ? <span className={styles.count}>{formatTinyCount(count)}</span> : null}
    </button>
  )
}

function errorsNote(counts: InboxCounts | null): string {
  if (counts === null) return ''
  const { lines, newGroups } = counts
  const fresh = newGroups === 0 ? '' : `, ${countOf(newGroups, 'new group')}`
  return `${countOf(lines.open, 'open line')}${fresh}`
}

function queueNote(toDo: number, failed: number): string {
  const parts = [
    toDo === 0 ? '' : `${countText(toDo)} to do`,
    failed === 0 ? '' : `${countText(failed)} failed`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** The views that have nothing to count. Those below one belong to it. */
const others = [
  { views: ['flight'], label: 'Flight', keys: 'G T', icon: ChartSpline },
  { views: ['coverage'], label: 'Coverage', keys: 'G C', icon: CalendarRange },
  { views: ['pipeline', 'history'], label: 'Pipeline', keys: 'G P', icon: Network },
  { views: ['types'], label: 'Types', keys: 'G Y', icon: Satellite },
  { views: ['settings'], label: 'Settings', keys: 'G S', icon: Settings2 },
] as const

/** The window's views. */
export function Sidebar(): ReactNode {
  const view = useNavigation((s) => s.place.view)
  const toDo = useStation((s) => {
    const counts = s.status?.counts
    return counts ? counts.processing + counts.paused + counts.waiting + counts.queued : 0
  })
  const failed = useStation((s) => s.status?.counts.failed ?? 0)
  const counts = useInboxCounts((s) => s.counts)
  return (
    <nav className={styles.bar} aria-label="Views">
      <PlaceButton
        place={{ view: 'queue' }}
        current={view === 'queue' || view === 'file' || view === 'health'}
        label="Queue"
        keys="G Q"
        icon={ListVideo}
        count={toDo}
        failed={failed}
        note={queueNote(toDo, failed)}
      />
      <PlaceButton
        place={{ view: 'inbox' }}
        current={view === 'inbox' || view === 'group'}
        label="Errors"
        keys="G E"
        icon={ListX}
        count={counts?.lines.open ?? 0}
        note={errorsNote(counts)}
        fresh={(counts?.newGroups ?? 0) > 0}
      />
      {others.map(({ views: [own, ...below], ...place }) => (
        <PlaceButton
          key={own}
          place={{ view: own }}
          current={view === own || below.some((each) => each === view)}
          {...place}
        />
      ))}
    </nav>
  )
}
