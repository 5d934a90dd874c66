import type { Health } from '#shared/flight/health'
import type { ReactNode } from 'react'
import { openFlightAtMoment } from '../../bridge/flightMoment'
import { Button } from '../../ui/Button'
import { countOf, formatMicroLength } from '../../ui/format'
import { countText } from '#shared/numbers'
import { TableHead } from '../../ui/TableHead'
import styles from './HealthView.module.css'
import { RateBars } from './RateBars'
import { momentText, orderText } from './words'

type Time = NonNullable<Health['time']>

interface TimeSectionProps {
  readonly time: Time
  readonly fileId: number
  readonly satelliteType: string
}

function Facts({ time }: { readonly time: Time }): ReactNode {
  const { firstUs, lastUs, stepUs, gapUs } = time
  return (
    <dl className={styles.facts}>
      <dt>First record</dt>
      <dd>{momentText(firstUs)}</dd>
      <dt>Last record</dt>
      <dd>{momentText(lastUs)}</dd>
      <dt>Usual step</dt>
      <dd>{stepUs === null ? 'none: all records have one time' : formatMicroLength(stepUs)}</dd>
      <dt>A gap is longer than</dt>
      <dd>{gapUs === null ? '–' : `${formatMicroLength(gapUs)}, ten usual steps`}</dd>
      <dt>Order of lines</dt>
      <dd>{orderText(time)}</dd>
    </dl>
  )
}

function Gaps({ time, fileId, satelliteType }: TimeSectionProps): ReactNode {
  const { gaps, longestGaps, gapTotalUs } = time
  if (gaps === 0) return <p className={styles.quiet}>No gaps.</p>
  return (
    <>
      <p className={styles.quiet}>
        {countOf(gaps, 'gap')}, {formatMicroLength(gapTotalUs)} together
        {gaps > longestGaps.length ? `; the longest ${countText(longestGaps.length)}:` : ':'}
      </p>
      <table className={styles.table} data-testid="gaps">
        <TableHead
          columns={[
            { name: 'Length', isNumber: true },
            'After',
            { name: 'See it', isHidden: true },
          ]}
        />
        <tbody>
          {longestGaps.map(({ fromUs, toUs }) => (
            <tr key={fromUs}>
              <td className={styles.number}>{formatMicroLength(toUs - fromUs)}</td>
              <td>{momentText(fromUs)}</td>
              <td className={styles.act}>
                <Button
                  kind="quiet"
                  tip="See the record before the gap in the flight view"
                  onPress={() => void openFlightAtMoment(fileId, satelliteType, fromUs)}
                >
                  See it
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** When the records are of: from when to when, how close together, and where there are none. */
export function TimeSection(props: TimeSectionProps): ReactNode {
  const { time } = props
  return (
    <section className={styles.section} aria-labelledby="health-time">
      <h2 id="health-time">Time</h2>
      <Facts time={time} />
      <RateBars counts={time.recordsOverTime} />
      <Gaps {...props} />
    </section>
  )
}
