import type { FlightChannel } from '#shared/flight/channels'
import { memo, useMemo, type ReactNode } from 'react'
import { useFlightData } from '../../stores/flight/data'
import { shownRecord, useMoment } from '../../stores/flight/moment'
import { Name } from '../../ui/Name'
import { levelsOf } from '../../ui/plot/levels'
import { StatusStrip } from '../../ui/plot/StatusStrip'
import type { TimeSpan } from '../../ui/plot/timeSpan'
import styles from './PlotStack.module.css'

interface StripRowProps {
  readonly channel: FlightChannel
  readonly span: TimeSpan
}

/** What was said in words over time. */
export const StripRow = memo(function StripRow({ channel, span }: StripRowProps): ReactNode {
  const { name, label, states } = channel
  const statuses = useFlightData((s) => s.statuses)
  const gaps = useFlightData((s) => s.gaps)
  const now = useMoment(
    (s) => shownRecord(s)?.record.instruments.find((own) => own.name === name)?.word ?? null,
  )
  const levels = useMemo(() => levelsOf(states), [states])
  const buckets = useMemo(() => {
    const instrument = statuses?.instruments.find((one) => one.name === name)
    if (!statuses || !instrument) return null
    return { fromUs: statuses.fromUs, bucketUs: statuses.bucketUs, words: instrument.words }
  }, [statuses, name])
  return (
    <section className={styles.strip} aria-label={label}>
      <div className={styles.stripName}>
        <span className={styles.stripTitle}>
          <Name>{label}</Name>
        </span>
        <b>{now === null ? '–' : <Name>{now}</Name>}</b>
      </div>
      {buckets === null ? null : (
        <StatusStrip
          buckets={buckets}
          levels={levels}
          gaps={gaps}
          span={span}
          testId={`strip-${name}`}
        />
      )}
    </section>
  )
})
