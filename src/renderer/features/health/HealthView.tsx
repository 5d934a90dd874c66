import type { FileRecord } from '#shared/files'
import type { Health } from '#shared/flight/health'
import { CalendarRange, ChartSpline, FileX } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { openCoverage } from '../../bridge/coverage'
import { openFlightOf } from '../../bridge/flight'
import { followHealth, retryHealth } from '../../bridge/health'
import { useHealth } from '../../stores/health/health'
import { navigationState } from '../../stores/navigation/navigation'
import { Blank } from '../../ui/Blank'
import { BackButton } from '../../ui/BackButton'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { Figure } from '../../ui/Figure'
import { formatMicroLength } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import { useFocusOnMount } from '../../ui/useFocusOnMount'
import { usePageKeys } from '../../ui/usePageKeys'
import { Unreadable } from '../../ui/Unreadable'
import { ChannelTable } from './ChannelTable'
import styles from './HealthView.module.css'
import { InstrumentTable } from './InstrumentTable'
import { TimeSection } from './TimeSection'
import { UnreadCellTable } from './UnreadCellTable'
import { UnknownKeyTable } from './UnknownKeyTable'
import { rateText } from './words'

/** So many channels stand beside what is said of the time. */
const MOST_BESIDE = 12

function back(): void {
  navigationState().actions.backChosen()
}

function Header({ record }: { readonly record: FileRecord }): ReactNode {
  const { id, name, satelliteType } = record
  return (
    <header className={styles.header}>
      <BackButton onPress={back} />
      <h1>
        <span className={styles.quiet}>Health of</span> <Name>{name}</Name>
      </h1>
      <span className={styles.quiet}>
        #{id}&ensp;{satelliteType}
      </span>
      {satelliteType === null ? null : (
        <div className={styles.acts}>
          <Button
            keys="L"
            tip="See the satellite's packages side by side"
            icon={<CalendarRange size={15} aria-hidden />}
            onPress={() => openCoverage(satelliteType)}
          >
            Coverage
          </Button>
          <Button
            keys="F"
            tip="See the telemetry of this package over time"
            icon={<ChartSpline size={15} aria-hidden />}
            onPress={() => openFlightOf(id, satelliteType)}
          >
            Flight
          </Button>
        </div>
      )}
    </header>
  )
}

function Figures({
  health,
  time,
}: {
  health: Health
  time: NonNullable<Health['time']>
}): ReactNode {
  return (
    <div className={styles.figures} data-testid="health-figures">
      <Figure label="Records" value={countText(health.records)} />
      <Figure label="Span" value={formatMicroLength(time.lastUs - time.firstUs)} />
      <Figure label="Rate" value={rateText(time.stepUs)} unit="records/s" />
      <Figure label="Gaps" value={countText(time.gaps)} />
      <Figure label="Out of order" value={countText(time.outOfOrder)} />
      <Figure label="Repeated" value={countText(time.repeated)} />
    </div>
  )
}

/** A long table, or one that says how many records have a value, needs all of the width. */
function isWide({ channels, records }: Health): boolean {
  return channels.length > MOST_BESIDE || channels.some(({ values }) => values < records)
}

/** What the records of a package are like: their time, their values, their words, unknown keys. */
export function HealthView({ fileId }: { readonly fileId: number }): ReactNode {
  useEffect(() => followHealth(fileId), [fileId])
  const record = useHealth((s) => (s.fileId === fileId ? s.record : undefined))
  const health = useHealth((s) => (s.fileId === fileId ? s.health : undefined))
  const channels = useHealth((s) => s.channels)
  const failure = useHealth((s) => s.failure)
  const body = useRef<HTMLDivElement>(null)
  useFocusOnMount(body, health !== undefined)
  usePageKeys((key) => {
    const type = record?.satelliteType ?? null
    if (type === null) return false
    if (key === 'f') openFlightOf(fileId, type)
    else if (key === 'l') openCoverage(type)
    else return false
    return true
  })
  if (failure !== null && health === undefined) {
    return (
      <Unreadable
        isPage
        title="The health could not be read"
        reason={failure}
        onRetry={retryHealth}
      />
    )
  }
  if (record === undefined || health === undefined) return <div className={styles.view} aria-busy />
  if (record === null || health === null) {
    return (
      <Blank
        isPage
        icon={<FileX size={32} strokeWidth={1.5} aria-hidden />}
        title="This package is not in the database"
        steps={<Button onPress={back}>Back</Button>}
      >
        It may have been removed since the list was drawn.
      </Blank>
    )
  }
  const satelliteType = record.satelliteType ?? ''
  return (
    <div className={styles.view} data-testid="health-view">
      <Header record={record} />
      <div ref={body} className={styles.body} tabIndex={0} role="region" aria-label="Health">
        {health.time === null ? (
          <Blank
            testId="no-health"
            title="No records yet"
            steps={<Button onPress={back}>Back</Button>}
          >
            None of the lines of this package was imported so far, so there is nothing to say about
            its records.
          </Blank>
        ) : (
          <>
            <Figures health={health} time={health.time} />
            <div className={cx(styles.sections, isWide(health) && styles.stacked)}>
              <TimeSection time={health.time} fileId={fileId} satelliteType={satelliteType} />
              <div className={styles.column}>
                <ChannelTable
                  channels={channels}
                  health={health.channels}
                  records={health.records}
                  empty={health.emptyChannels}
                  textNumbers={health.textNumbers}
                  fileId={fileId}
                  satelliteType={satelliteType}
                />
                <InstrumentTable
                  channels={channels}
                  instruments={health.instruments}
                  records={health.records}
                />
                <UnknownKeyTable keys={health.unknownKeys} satelliteType={satelliteType} />
                <UnreadCellTable {...health.cellErrors} />
              </div>
            </div>
          </>
        )}
      </div>
    </div>
  )
}
