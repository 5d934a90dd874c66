import type { FlightChannel } from '#shared/flight/channels'
import type { ChannelHealth, Health } from '#shared/flight/health'
import { hasWords } from '#shared/fold'
import { emptyChannelWords } from '#shared/mismatchWords'
import { useState, type ReactNode } from 'react'
import { openFlightAt } from '../../bridge/flightMoment'
import { Button } from '../../ui/Button'
import { channelTitle, channelValue } from '../../ui/channelWords'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import { TextBox } from '../../ui/TextBox'
import { TableHead } from '../../ui/TableHead'
import styles from './HealthView.module.css'
import { shareText, textNumbersText } from './words'

/** So many are listed before somebody asks for all; of more, one is found by its name. */
const MOST_LISTED = 40

interface ChannelTableProps {
  /** Of the package's type. */
  readonly channels: readonly FlightChannel[]
  readonly health: readonly ChannelHealth[]
  readonly records: number
  /** Those that found nothing in the package, whatever they are. */
  readonly empty: readonly string[]
  readonly textNumbers: Health['textNumbers']
  readonly fileId: number
  readonly satelliteType: string
}

/** The smallest, mean and largest value of each number; the extremes lead to their records. */
export function ChannelTable({
  channels,
  health,
  records,
  empty,
  textNumbers,
  ...place
}: ChannelTableProps): ReactNode {
  const [text, setText] = useState('')
  const [wantsAll, setWantsAll] = useState(false)
  const known = new Map(channels.map((channel) => [channel.name, channel]))
  const isLong = health.length > MOST_LISTED
  const fits = hasWords(isLong ? text : '')
  const found = health.flatMap((one) => {
    const channel = known.get(one.name)
    const isFound =
      channel !== undefined &&
      fits(`${channelTitle(channel)} ${channel.name} ${channel.group ?? ''}`)
    return isFound ? { channel, one } : []
  })
  const listed = wantsAll ? found : found.slice(0, MOST_LISTED)
  // Where every record has every value there is nothing to say of it.
  const hasMissing = health.some(({ values }) => values < records)
  return (
    <section className={styles.section} aria-labelledby="health-channels">
      <h2 id="health-channels">Channels</h2>
      {isLong ? (
        <div className={styles.find}>
          <TextBox
            label="Find among the channels"
            placeholder={`Find among ${countOf(health.length, 'channel')}`}
            value={text}
            onChange={setText}
            maxLength={200}
          />
        </div>
      ) : null}
      <table className={styles.table} data-testid="channels">
        <TableHead
          columns={[
            'Channel',
            ...(hasMissing ? [{ name: 'Have it', isNumber: true }] : []),
            { name: 'Least', isNumber: true },
            { name: 'Line of the least', isHidden: true },
            { name: 'Mean', isNumber: true },
            { name: 'Greatest', isNumber: true },
            { name: 'Line of the greatest', isHidden: true },
          ]}
        />
        <tbody>
          {listed.map(({ channel, one }) => (
            <Row
              key={one.name}
              channel={channel}
              health={one}
              share={hasMissing ? shareText(one.values, records) : null}
              {...place}
            />
          ))}
        </tbody>
      </table>
      {listed.length < found.length ? (
        <p className={styles.note}>
          {countText(listed.length)} of {countOf(found.length, 'channel')}.{' '}
          <Button kind="quiet" onPress={() => setWantsAll(true)}>
            Show all
          </Button>
        </p>
      ) : null}
      {found.length === 0 && isLong ? (
        <p className={styles.note}>No channel is called that.</p>
      ) : null}
      {empty.length > 0 ? (
        <p className={styles.note} data-testid="empty-channels">
          {emptyChannelWords(empty)}.
        </p>
      ) : null}
      <p className={styles.note} data-testid="text-numbers">
        {textNumbersText(textNumbers)}
      </p>
    </section>
  )
}

interface RowProps {
  readonly channel: FlightChannel
  readonly health: ChannelHealth
  /** How many records have a value; null where all have one of every channel. */
  readonly share: string | null
  readonly fileId: number
  readonly satelliteType: string
}

function Row({ channel, health, share, fileId, satelliteType }: RowProps): ReactNode {
  const { name, unit, decimals } = channel
  const { min, mean, max, values } = health
  const extreme = (found: ChannelHealth['min'], what: string): ReactNode => (
    <>
      <td className={styles.number} title={found === null ? undefined : String(found.value)}>
        {found === null ? '–' : channelValue(found.value, decimals)}
      </td>
      <td className={styles.act}>
        {found === null ? null : (
          <Button
            kind="quiet"
            label={`${what}: line ${countText(found.line)}`}
            tip={`See the record of line ${countText(found.line)} in the flight view`}
            onPress={() => void openFlightAt(fileId, satelliteType, found.line)}
          >
            line {countText(found.line)}
          </Button>
        )}
      </td>
    </>
  )
  return (
    <tr>
      <th scope="row">
        <Name>{channelTitle(channel)}</Name>{' '}
        <span className={styles.unit}>
          <Name>{unit}</Name>
        </span>
      </th>
      {share === null ? null : (
        <td className={styles.number} title={`${countOf(values, 'record')} with a value`}>
          {values === 0 ? 'none' : share}
        </td>
      )}
      {extreme(min, `Least ${name}`)}
      <td className={styles.number} title={mean === null ? undefined : String(mean)}>
        {mean === null ? '–' : channelValue(mean, decimals)}
      </td>
      {extreme(max, `Greatest ${name}`)}
    </tr>
  )
}
