import type { LineDetail, Neighbour, StoredRecord } from '#shared/inbox/lines'
import { showInvisible } from '#shared/raw/pieces'
import { satellites } from '#shared/satellites/index'
import { channelNames } from '#shared/satellites/definition'
import type { ReactNode } from 'react'
import { openFlightAt } from '../../bridge/flightMoment'
import { sameLine, type ListedLine } from '../../stores/inbox/lines'
import { groupTitle, statusWords } from '../../stores/inbox/words'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { formatCount, formatMicros } from '../../ui/format'
import styles from './Neighbours.module.css'

/** Enough digits to compare by eye; the tooltip has all of them. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(9)))
}

function RecordCells({ record }: { readonly record: StoredRecord }): ReactNode {
  const { day, time } = formatMicros(record.timestampUs)
  const words = record.instruments.map(({ word }) => showInvisible(word)).join(', ')
  return (
    <>
      <td title={`${day} ${time} UTC`}>{time}</td>
      {Object.entries(record.values).map(([name, value]) => (
        <td key={name} title={String(value ?? '')}>
          {value === null ? '–' : shortNumber(value)}
        </td>
      ))}
      <td className={styles.instruments} title={words}>
        {words}
      </td>
    </>
  )
}

/** Time, four channels, instruments. */
const VALUE_COLUMNS = 2 + channelNames.length

function NeighbourRow({ neighbour }: { readonly neighbour: Neighbour }): ReactNode {
  return (
    <tr>
      <td className={styles.number}>{formatCount(neighbour.line)}</td>
      {neighbour.kind === 'record' ? (
        <RecordCells record={neighbour.record} />
      ) : (
        <td className={styles.words} colSpan={VALUE_COLUMNS}>
          {statusWords[neighbour.status].word}: {groupTitle(neighbour.issues)}
        </td>
      )}
    </tr>
  )
}

function dayOf(neighbours: readonly Neighbour[]): string | null {
  const record = neighbours.find((neighbour) => neighbour.kind === 'record')
  return record?.kind === 'record' ? formatMicros(record.record.timestampUs).day : null
}

function isRecord({ kind }: Neighbour): boolean {
  return kind === 'record'
}

/** The line of the record that stands nearest to a bad line; null when none does. */
export function nearestRecord({ before, after, record, line }: LineDetail): number | null {
  if (record !== null) return line.line
  return (before.findLast(isRecord) ?? after.find(isRecord))?.line ?? null
}

interface NeighboursProps {
  readonly line: ListedLine
  /** The line's own details, or those of the one before while they load. */
  readonly detail: LineDetail | null
}

/** What stands before and after a bad line: what its values should look like. */
export function Neighbours({ line, detail }: NeighboursProps): ReactNode {
  if (detail === null) return null
  const definition = satellites.get(line.satelliteType)
  const mine = sameLine(detail.line, line)
  const { before, after, record } = detail
  const day = dayOf([...before, ...after])
  const nearest = nearestRecord(detail)
  return (
    <section aria-label="Lines around it" className={cx(!mine && styles.old)} aria-busy={!mine}>
      <header className={styles.head}>
        <h2>Lines around it</h2>
        {nearest === null ? null : (
          <Button
            kind="quiet"
            keys="V"
            tip="See the records around it over time"
            onPress={() => void openFlightAt(line.fileId, line.satelliteType, nearest)}
          >
            Flight
          </Button>
        )}
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            <th className={styles.number}>Line</th>
            <th className={styles.time}>{day === null ? 'Time, UTC' : `${day}, UTC`}</th>
            {channelNames.map((name) => (
              <th key={name} className={name === 'altitude' ? styles.altitude : undefined}>
                {name}
                {definition === undefined ? null : (
                  <span className={styles.unit}>, {definition[name].unit}</span>
                )}
              </th>
            ))}
            <th className={styles.instruments}>instruments</th>
          </tr>
        </thead>
        <tbody>
          {before.map((neighbour) => (
            <NeighbourRow key={neighbour.line} neighbour={neighbour} />
          ))}
          <tr className={styles.self}>
            <td className={styles.number}>{formatCount(detail.line.line)}</td>
            {record === null ? (
              <td className={styles.words} colSpan={VALUE_COLUMNS}>
                {groupTitle(detail.line.issues)}
              </td>
            ) : (
              <RecordCells record={record} />
            )}
          </tr>
          {after.map((neighbour) => (
            <NeighbourRow key={neighbour.line} neighbour={neighbour} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
