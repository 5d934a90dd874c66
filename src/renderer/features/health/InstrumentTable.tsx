import type { FlightChannel } from '#shared/flight/channels'
import type { InstrumentHealth } from '#shared/flight/health'
import { Fragment, type ReactNode } from 'react'
import { countOf } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Name } from '../../ui/Name'
import { levelsOf, noLevels } from '../../ui/plot/levels'
import { WordSwatch } from '../../ui/plot/WordSwatch'
import { TableHead } from '../../ui/TableHead'
import styles from './HealthView.module.css'
import { caseTwins, shareText } from './words'

/** What each instrument said, how often, and how often that changed. */
export function InstrumentTable({
  channels,
  instruments,
  records,
}: {
  readonly channels: readonly FlightChannel[]
  readonly instruments: readonly InstrumentHealth[]
  readonly records: number
}): ReactNode {
  if (instruments.length === 0) return null
  const known = new Map(channels.map((channel) => [channel.name, channel]))
  return (
    <section className={styles.section} aria-labelledby="health-instruments">
      <h2 id="health-instruments">Instruments</h2>
      <table className={styles.table} data-testid="instruments">
        <TableHead
          columns={[
            'Instrument',
            'Word',
            { name: 'Records', isNumber: true },
            { name: 'Share', isNumber: true },
          ]}
        />
        <tbody>
          {instruments.map(({ name, changes, words }) => {
            const states = known.get(name)?.states
            const levels = states === undefined ? noLevels : levelsOf(states)
            return (
              <Fragment key={name}>
                {words.map(({ word, count }, i) => (
                  <tr key={word}>
                    {i === 0 ? (
                      <th scope="rowgroup" rowSpan={words.length}>
                        <Name>{known.get(name)?.label ?? name}</Name>{' '}
                        <span className={styles.quiet}>
                          {changes === 0 ? 'never changed' : countOf(changes, 'change')}
                        </span>
                      </th>
                    ) : null}
                    <td>
                      <span className={styles.word}>
                        <WordSwatch word={word} level={levels.get(word ?? '')} />
                        {word === null ? 'other words' : <Name>{word}</Name>}
                      </span>
                    </td>
                    <td className={styles.number}>{countText(count)}</td>
                    <td className={styles.number}>{shareText(count, records)}</td>
                  </tr>
                ))}
              </Fragment>
            )
          })}
        </tbody>
      </table>
      <CaseTwins instruments={instruments} />
    </section>
  )
}

/** Names words that differ in case alone: mostly one thing that is spelled in two ways. */
function CaseTwins({
  instruments,
}: {
  readonly instruments: readonly InstrumentHealth[]
}): ReactNode {
  return instruments.flatMap(({ name, words }) =>
    caseTwins(words).map((alike) => (
      <p key={`${name} ${alike[0]?.word ?? ''}`} className={styles.note} data-testid="case-twins">
        <Name>{name}</Name> says{' '}
        {alike.map(({ word, count }, i) => (
          <Fragment key={word}>
            {i === 0 ? '' : ' and '}
            <b>
              <Name>{word ?? ''}</Name>
            </b>{' '}
            {countText(count)}
          </Fragment>
        ))}
        : they differ in upper and lower case alone.
      </p>
    )),
  )
}
