import type { HistoryEvent, HistoryEventKind } from '#shared/history/events'
import { showInvisible } from '#shared/raw/pieces'
import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  CirclePlay,
  FileCheck,
  FileClock,
  FileX,
  Gauge,
  Hand,
  Power,
  PowerOff,
  RotateCw,
  type LucideIcon,
} from 'lucide-react'
import { memo, useEffect, useMemo, type ReactNode, type RefObject } from 'react'
import { openEventFile } from '../../bridge/history'
import { useHistoryData } from '../../stores/history/data'
import { eventWords } from '../../stores/history/eventWords'
import {
  historyViewState,
  shownUs,
  useHistoryView,
  type EventFilter,
} from '../../stores/history/view'
import { cx } from '../../ui/cx'
import { countOf, formatFullMoment } from '../../ui/format'
import { RowGrid, type RowGridHandle } from '../../ui/list/RowGrid'
import { Name } from '../../ui/Name'
import { Segments } from '../../ui/Segments'
import styles from './EventList.module.css'

const ROW_HEIGHT = 44
/** Characters of a name that fit the list. */
const NAME_ROOM = 28
const DAY_US = 86_400e6

const filters: readonly { readonly id: EventFilter; readonly name: string }[] = [
  { id: 'all', name: 'All' },
  { id: 'trouble', name: 'Troubles' },
  { id: 'files', name: 'Packages' },
]

/** The filter that comes after another, round and round. */
export function filterAfter(filter: EventFilter): EventFilter {
  const at = filters.findIndex(({ id }) => id === filter)
  return filters[(at + 1) % filters.length]?.id ?? 'all'
}

const icons: Readonly<Record<HistoryEventKind, LucideIcon>> = {
  started: Power,
  stopped: PowerOff,
  restarted: RotateCw,
  'given-up': CircleAlert,
  steered: Hand,
  alert: CircleAlert,
  'alert-over': CircleCheck,
  paused: CirclePause,
  resumed: CirclePlay,
  pace: Gauge,
  'file-began': FileClock,
  'file-ended': FileCheck,
}

interface CellsProps {
  readonly event: HistoryEvent
  /** It lies outside of the time that the plots show. */
  readonly isOutside: boolean
  readonly isToday: boolean
}

const Cells = memo(function Cells({ event, isOutside, isToday }: CellsProps): ReactNode {
  const { tone, title, name, detail } = eventWords(event)
  const Icon = event.status === 'failed' ? FileX : icons[event.kind]
  const moment = formatFullMoment(new Date(event.atMs).toISOString())
  return (
    <div className={cx(styles.cells, isOutside && styles.outside)} role="presentation">
      <div role="gridcell" className={styles.time} title={moment}>
        {moment.slice(11, 19)}
        {isToday ? null : <span className={styles.day}>{moment.slice(5, 10)}</span>}
      </div>
      <div role="gridcell" className={cx(styles.icon, styles[tone])} aria-hidden>
        <Icon size={14} />
      </div>
      <div
        role="gridcell"
        className={styles.words}
        title={showInvisible(detail === '' ? title : detail)}
      >
        <span className={styles.title}>{showInvisible(title)}</span>
        <span className={styles.detail}>
          {name === null ? (
            showInvisible(detail)
          ) : (
            <Name keepEnd room={NAME_ROOM}>
              {name}
            </Name>
          )}
        </span>
      </div>
    </div>
  )
})

function Head(): ReactNode {
  const filter = useHistoryView((s) => s.filter)
  const total = useHistoryData((s) => s.total)
  const listed = useHistoryData((s) => s.events?.length ?? 0)
  const toUs = useHistoryView((s) => s.listedToUs)
  const until = toUs === null ? '' : ` until ${new Date(toUs / 1000).toISOString().slice(11, 19)}`
  return (
    <header className={styles.head}>
      <Segments
        label="Which events are listed"
        value={filter}
        options={filters}
        onChange={historyViewState().actions.filterChosen}
      />
      <p className={styles.total}>
        {listed < total
          ? `the last ${listed} of ${countOf(total, 'event')}`
          : countOf(total, 'event')}
        {until}
      </p>
    </header>
  )
}

/** The newest event that is not after a moment; else the oldest. */
function placeAt(events: readonly HistoryEvent[], us: number): number {
  const at = events.findIndex(({ atMs }) => atMs * 1000 <= us)
  return at === -1 ? events.length - 1 : at
}

interface EventListProps {
  readonly grid: RefObject<RowGridHandle | null>
}

/** What happened up to the end of the time that is shown, the newest first. */
export function EventList({ grid }: EventListProps): ReactNode {
  const events = useHistoryData((s) => s.events)
  const span = useHistoryView((s) => s.span)
  const chosenUs = useHistoryView((s) => s.chosenUs)
  const chosen = useHistoryView((s) => s.chosen)
  const isPointing = useHistoryView((s) => shownUs(s) !== s.chosenUs)
  const active = useMemo(() => {
    if (events === null || events.length === 0 || chosenUs === null) return null
    const own = chosen === null ? -1 : events.findIndex(({ id }) => id === chosen.id)
    return own === -1 ? placeAt(events, chosenUs) : own
  }, [events, chosen, chosenUs])
  useEffect(() => {
    if (active !== null && !isPointing) grid.current?.showRow(active)
  }, [active, isPointing, grid])
  const midnightUs = useHistoryView((s) => Math.floor(s.nowUs / DAY_US) * DAY_US)
  const { eventChosen } = historyViewState().actions
  return (
    <div className={styles.list}>
      <Head />
      {events === null ? null : events.length === 0 ? (
        <p className={styles.none} data-testid="no-events">
          Nothing of this kind happened until then.
        </p>
      ) : (
        <RowGrid
          handle={grid}
          label="Events"
          testId="events"
          autoFocus={false}
          count={events.length}
          rowHeight={ROW_HEIGHT}
          columnCount={3}
          active={active}
          renderRow={(index) => {
            const event = events[index]
            if (event === undefined) return null
            const us = event.atMs * 1000
            const isOutside = us < span.fromUs || us > span.toUs
            return <Cells event={event} isOutside={isOutside} isToday={us >= midnightUs} />
          }}
          onActive={(index) => {
            const event = events[index]
            if (event !== undefined) eventChosen(event, true)
          }}
          onOpen={(index) => {
            const fileId = events[index]?.fileId ?? null
            if (fileId !== null) openEventFile(fileId)
          }}
        />
      )}
    </div>
  )
}
