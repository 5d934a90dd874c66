import type { RecordAt } from '#shared/flight/records'
import { memo, type ReactNode } from 'react'
import { copyText } from '../../bridge/acts'
import { momentState, shownRecord, useMoment } from '../../stores/flight/moment'
import { flightViewState, useFlightView } from '../../stores/flight/view'
import { navigationState } from '../../stores/navigation/navigation'
import { Button } from '../../ui/Button'
import { formatCount, formatMicros } from '../../ui/format'
import { Hidden } from '../../ui/Hidden'
import { Name } from '../../ui/Name'
import { recordFields } from '../../ui/record/recordFields'
import { useCalm } from '../../ui/useCalm'
import { showInvisible } from '../../ui/raw/pieces'
import styles from './Panes.module.css'

/** Opens the page of the package that a record came from. */
export function openRecordsPackage({ fileId }: RecordAt): void {
  navigationState().actions.placeChosen({ view: 'file', fileId })
}

/** One line with every value of a record, to be pasted elsewhere. */
export function copyRecord({ fileName, line, record }: RecordAt, satelliteType: string): void {
  const values = recordFields(record, satelliteType)
    .map(({ name, value, unit }) => [name, value, unit].filter(Boolean).join(' '))
    .join(', ')
  copyText(showInvisible(`${fileName} line ${line}: ${values}`), 'Record')
}

function spoken({ fileName, line, record }: RecordAt, satelliteType: string): string {
  const values = recordFields(record, satelliteType).map(
    ({ name, value, unit }) => `${name} ${value} ${unit}`,
  )
  return showInvisible(`${values.join(', ')}. Line ${formatCount(line)} of ${fileName}`)
}

/** What is at the cursor, in words: for screen readers it is what the canvases show. */
function Spoken(): ReactNode {
  const record = useCalm(useMoment(shownRecord))
  const type = useFlightView((s) => s.satelliteType)
  return (
    <Hidden>
      <p role="status" data-testid="spoken">
        {record === null ? '' : spoken(record, type)}
      </p>
    </Hidden>
  )
}

function withShown(act: (record: RecordAt) => void): void {
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

function Shown({ shown }: { readonly shown: RecordAt }): ReactNode {
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

/** The record at the cursor: where it came from, and all its values with all their digits. */
export function RecordPane(): ReactNode {
  const shown = useMoment(shownRecord)
  return (
    <section className={styles.record} aria-label="Record at the cursor" data-testid="record-pane">
      <header className={styles.head}>
        <h2>Record at the cursor</h2>
      </header>
      <Spoken />
      {shown === null ? (
        <p className={styles.below}>Point at a plot or the map; click to keep the record.</p>
      ) : (
        <Shown shown={shown} />
      )}
    </section>
  )
}
