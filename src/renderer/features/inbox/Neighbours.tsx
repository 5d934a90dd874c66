import type { LineDetail, Neighbour, StoredRecord } from '#shared/inbox/lines'
import { showInvisible } from '#shared/raw/pieces'
import type { LineField } from '#shared/inbox/fields'
import type { ReactNode } from 'react'
import { openFlightAt } from '../../bridge/flightMoment'
import { sameLine, type ListedLine } from '../../stores/inbox/lines'
import { groupTitle, statusWords } from '../../stores/inbox/words'
import { Button } from '../../ui/Button'
import { cx } from '../../ui/cx'
import { formatMicros } from '../../ui/format'
import { countText } from '#shared/numbers'
import styles from './Neighbours.module.css'

/** Enough digits to compare by eye; the tooltip has all of them. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(9)))
}

/** So many channels have room beside each other. */
const MOST_COLUMNS = 4

/** The numbers to compare: those at fault, then the type's first ones, in its order. */
function comparedChannels({ line, fields }: LineDetail): LineField[] {
  const faulty = new Set(line.issues.map(({ path }) => path))
  const numbers = fields.channels.filter(({ kind }) => kind === 'number')
  const first = numbers.toSorted((a, b) => Number(faulty.has(b.key)) - Number(faulty.has(a.key)))
  const chosen = new Set(first.slice(0, MOST_COLUMNS))
  return numbers.filter((channel) => chosen.has(channel))
}

/** Time, and words. */
const BESIDES = 2

interface RecordCellsProps {
  readonly record: StoredRecord
  readonly channels: readonly LineField[]
}

function RecordCells({ record, channels }: RecordCellsProps): ReactNode {
  const { day, time } = formatMicros(record.timestampUs)
  const words = record.instruments.map(({ word }) => showInvisible(word)).join(', ')
  return (
    <>
      <td title={`${day} ${time} UTC`}>{time}</td>
      {channels.map(({ name }) => {
        const value = record.values[name] ?? null
        return (
          <td key={name} title={String(value ?? '')}>
            {value === null ? '–' : shortNumber(value)}
          </td>
        )
      })}
      <td className={styles.instruments} title={words}>
        {words}
      </td>
    </>
  )
}

interface NeighbourRowProps {
  readonly neighbour: Neighbour
  readonly channels: readonly LineField[]
}

function NeighbourRow({ neighbour, channels }: NeighbourRowProps): ReactNode {
  return (
    <tr>
      <td className={styles.number}>{countText(neighbour.line)}</td>
      {neighbour.kind === 'record' ? (
        <RecordCells record={neighbour.record} channels={channels} />
      ) : (
        <td className={styles.words} colSpan={BESIDES + channels.length}>
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
  const channels = comparedChannels(detail)
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
            {channels.map(({ name, label, unit }) => (
              <th key={name} title={label}>
                {label}
                {unit === '' ? null : <span className={styles.unit}>, {unit}</span>}
              </th>
            ))}
            <th className={styles.instruments}>instruments</th>
          </tr>
        </thead>
        <tbody>
          {before.map((neighbour) => (
            <NeighbourRow key={neighbour.line} neighbour={neighbour} channels={channels} />
          ))}
          <tr className={styles.self}>
            <td className={styles.number}>{countText(detail.line.line)}</td>
            {record === null ? (
              <td className={styles.words} colSpan={BESIDES + channels.length}>
                {groupTitle(detail.line.issues)}
              </td>
            ) : (
              <RecordCells record={record} channels={channels} />
            )}
          </tr>
          {after.map((neighbour) => (
            <NeighbourRow key={neighbour.line} neighbour={neighbour} channels={channels} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
