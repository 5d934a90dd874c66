import type { ChannelHealth, Health } from '#shared/flight/health'
import type { ReactNode } from 'react'
import { openFlightAt } from '../../bridge/flightMoment'
import { Button } from '../../ui/Button'
import { formatCount } from '../../ui/format'
import { formatValue } from '../../ui/formatValue'
import { Hidden } from '../../ui/Hidden'
import styles from './HealthView.module.css'
import { textNumbersText, titleOf } from './words'

interface ChannelTableProps {
  readonly channels: readonly ChannelHealth[]
  readonly textNumbers: Health['textNumbers']
  readonly fileId: number
  readonly satelliteType: string
}

/** The smallest, mean and largest value of each channel; the extremes lead to their records. */
export function ChannelTable({
  channels,
  textNumbers,
  fileId,
  satelliteType,
}: ChannelTableProps): ReactNode {
  const extreme = ({ value, line }: ChannelHealth['min'], what: string): ReactNode => (
    <>
      <td className={styles.number} title={String(value)}>
        {formatValue(value)}
      </td>
      <td className={styles.act}>
        <Button
          kind="quiet"
          label={`${what}: line ${formatCount(line)}`}
          tip={`See the record of line ${formatCount(line)} in the flight view`}
          onPress={() => void openFlightAt(fileId, satelliteType, line)}
        >
          line {formatCount(line)}
        </Button>
      </td>
    </>
  )
  return (
    <section className={styles.section} aria-labelledby="health-channels">
      <h2 id="health-channels">Channels</h2>
      <table className={styles.table} data-testid="channels">
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col" className={styles.number}>
              Least
            </th>
            <th scope="col">
              <Hidden>Its line</Hidden>
            </th>
            <th scope="col" className={styles.number}>
              Mean
            </th>
            <th scope="col" className={styles.number}>
              Greatest
            </th>
            <th scope="col">
              <Hidden>Its line</Hidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {channels.map(({ name, unit, min, mean, max }) => (
            <tr key={name}>
              <th scope="row">
                {titleOf(name)} <span className={styles.quiet}>{unit}</span>
              </th>
              {extreme(min, `Least ${name}`)}
              <td className={styles.number} title={String(mean)}>
                {formatValue(mean)}
              </td>
              {extreme(max, `Greatest ${name}`)}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note} data-testid="text-numbers">
        {textNumbersText(textNumbers)}
      </p>
    </section>
  )
}
