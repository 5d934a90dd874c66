import type { FlightRecord } from '#shared/flight/records'
import { showInvisible } from '#shared/raw/pieces'
import { memo, type ReactNode } from 'react'
import { copyText } from '../../bridge/acts'
import { chooseNeighbour } from '../../bridge/flightMoment'
import { momentState, shownRecord, useMoment, type Between } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { navigationState } from '../../stores/navigation/navigation'
import { Button } from '../../ui/Button'
import { formatCount, formatMicroLength, formatMicros } from '../../ui/format'
import { Hidden } from '../../ui/Hidden'
import { Name } from '../../ui/Name'
import { recordFields } from '../../ui/record/recordFields'
import { useCalm } from '../../ui/useCalm'
import { betweenWords } from './betweenWords'
import styles from './Panes.module.css'

/** Opens the page of the package that a record came from. */
export function openRecordsPackage({ fileId }: FlightRecord): void {
  navigationState().actions.placeChosen({ view: 'file', fileId })
}

/** One line with every value of a record, to be pasted elsewhere. */
export function copyRecord({ fileName, line, record }: FlightRecord, satelliteType: string): void {
  const values = recordFields(record, satelliteType)
    .map(({ name, value, unit }) => [name, value, unit].filter(Boolean).join(' '))
    .join(', ')
  copyText(showInvisible(`${fileName} line ${line}: ${values}`), 'Record')
}

function spoken({ fileName, line, record }: FlightRecord, satelliteType: string): string {
  const values = recordFields(record, satelliteType).map(
    ({ name, value, unit }) => `${name} ${value} ${unit}`,
  )
  return showInvisible(`${values.join(', ')}. Line ${formatCount(line)} of ${fileName}`)
}

/** What is at the cursor, in words: for screen readers it is what the canvases show. */
function Spoken(): ReactNode {
  const record = useCalm(useMoment(shownRecord))
  const between = useCalm(useMoment((s) => s.between))
  const type = useFlightView((s) => s.satelliteType)
  const words = between === null ? '' : `No record here, ${betweenWords(between)}`
  return (
    <Hidden>
      <p role="status" data-testid="spoken">
        {record === null ? words : spoken(record, type)}
      </p>
    </Hidden>
  )
}

function withShown(act: (record: FlightRecord) => void): void {
  const record = shownRecord(momentState())
  if (record !== null) act(record)
}

/** Apart from the values, which change with every frame while the pointer moves. */
const Acts = memo(function Acts(): ReactNode {
  return (
    <div className={styles.acts}>
      <Button keys="O" onPress={() => withShown(openRecordsPackage)}>
        Open package
      </Button>
      <Button
        kind="quiet"
        keys="C"
        onPress={() => withShown((shown) => copyRecord(shown, flightViewState().satelliteType))}
      >
        Copy record
      </Button>
    </div>
  )
})

function Shown({ shown }: { readonly shown: FlightRecord }): ReactNode {
  const type = useFlightView((s) => s.satelliteType)
  const { day, time } = formatMicros(shown.record.timestampUs)
  const fields = recordFields(shown.record, type).slice(1)
  return (
    <>
      <dl className={styles.fields}>
        <dt>package</dt>
        <dd>
          <Name keepEnd>{shown.fileName}</Name>
        </dd>
        <dt>line</dt>
        <dd>{formatCount(shown.line)}</dd>
        <dt>time</dt>
        <dd>
          {day} {time} UTC
        </dd>
        {fields.map(({ name, value, unit }) => (
          <FieldRow key={name} name={name} value={value} unit={unit} />
        ))}
      </dl>
      <Acts />
    </>
  )
}

function FieldRow(field: {
  readonly name: string
  readonly value: string
  readonly unit: string
}): ReactNode {
  return (
    <>
      <dt>
        <Name>{field.name}</Name>
      </dt>
      <dd>
        <Name>{`${field.value} ${field.unit}`.trimEnd()}</Name>
      </dd>
    </>
  )
}

/** Where the cursor is between records: how far these are, and the way to them. */
function BetweenRecords({ between }: { readonly between: Between }): ReactNode {
  const { atUs, beforeUs, afterUs } = between
  const away = (us: number | null): string =>
    us === null ? 'none' : formatMicroLength(Math.round(Math.abs(us - atUs)))
  return (
    <>
      <dl className={styles.fields} data-testid="between">
        <dt>here</dt>
        <dd>no record</dd>
        <dt>next record</dt>
        <dd>{afterUs === null ? 'none' : `in ${away(afterUs)}`}</dd>
        <dt>the one before</dt>
        <dd>{beforeUs === null ? 'none' : `${away(beforeUs)} ago`}</dd>
      </dl>
      <div className={styles.acts}>
        <Button
          keys="."
          isDisabled={afterUs === null}
          onPress={() => void chooseNeighbour('after')}
        >
          Next record
        </Button>
        <Button
          kind="quiet"
          keys=","
          isDisabled={beforeUs === null}
          onPress={() => void chooseNeighbour('before')}
        >
          The one before
        </Button>
      </div>
    </>
  )
}

/** The record at the cursor: where it came from, and all its values with all their digits. */
export function RecordPane(): ReactNode {
  const shown = useMoment(shownRecord)
  const between = useMoment((s) => s.between)
  return (
    <section className={styles.record} aria-label="Record at the cursor" data-testid="record-pane">
      <header className={styles.head}>
        <h2>Record at the cursor</h2>
      </header>
      <Spoken />
      {shown === null && between === null ? (
        <p className={styles.below}>Point at a plot or the map; click to keep the record.</p>
      ) : null}
      {shown === null ? null : <Shown shown={shown} />}
      {between === null ? null : <BetweenRecords between={between} />}
    </section>
  )
}
