import { ListVideo, Network, Settings2, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { navigationState, useNavigation, type Place } from '../stores/navigation/navigation'
import { useStation } from '../stores/station/station'
import { formatShortCount } from '../ui/format'
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
}

function PlaceButton({
  place,
  current,
  label,
  keys,
  icon: Icon,
  count = 0,
}: PlaceButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={styles.place}
      aria-current={current ? 'page' : undefined}
      title={`${label} (${keyText(keys, isMac)})`}
      data-testid={`go-${place.view}`}
      onClick={() => navigationState().actions.placeChosen(place)}
    >
      <Icon size={16} aria-hidden />
      <span className={styles.label}>{label}</span>
      {count > 0 ? <span className={styles.count}>{formatShortCount(count)}</span> : null}
    </button>
  )
}

/** The window's views. */
export function Sidebar(): ReactNode {
  const view = useNavigation((s) => s.place.view)
  const waiting = useStation((s) => {
    const counts = s.status?.counts
    return counts ? counts.processing + counts.paused + counts.queued + counts.failed : 0
  })
  return (
    <nav className={styles.bar} aria-label="Views">
      <PlaceButton
        place={{ view: 'queue' }}
        current={view === 'queue' || view === 'file'}
        label="Queue"
        keys="G Q"
        icon={ListVideo}
        count={waiting}
      />
      <PlaceButton
        place={{ view: 'pipeline' }}
        current={view === 'pipeline'}
        label="Pipeline"
        keys="G P"
        icon={Network}
      />
      <PlaceButton
        place={{ view: 'settings' }}
        current={view === 'settings'}
        label="Settings"
        keys="G S"
        icon={Settings2}
      />
    </nav>
  )
}
