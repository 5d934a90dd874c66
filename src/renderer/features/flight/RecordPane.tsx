import type { FlightChannel } from '#shared/flight/channels'
import type { FlightRecord } from '#shared/flight/records'
import { hasWords } from '#shared/fold'
import { showInvisible } from '#shared/raw/pieces'
import { Fragment, memo, useState, type ReactNode } from 'react'
import { copyText } from '../../bridge/acts'
import { chooseNeighbour } from '../../bridge/flightMoment'
import { flightChannelsState, useFlightChannels } from '../../stores/flight/channels'
import { momentState, shownRecord, useMoment, type Between } from '../../stores/flight/moment'
import { navigationState } from '../../stores/navigation/navigation'
import { Button } from '../../ui/Button'
import { countOf, formatMicroLength, formatMicros } from '../../ui/format'
import { countText } from '#shared/numbers'
import { Hidden } from '../../ui/Hidden'
import { Name } from '../../ui/Name'
import { useCalm } from '../../ui/useCalm'
import { TextBox } from '../../ui/TextBox'
import { betweenWords } from './betweenWords'
import styles from './Panes.module.css'
import { recordFields } from '../../ui/record/recordFields'

/** Opens the page of the package that a record came from. */
export function openRecordsPackage({ fileId }: FlightRecord): void {
  navigationState().actions.placeChosen({ view: 'file', fileId })
}

/** One line with every value of a record, to be pasted elsewhere. */
export function copyRecord({ fileName, line, record }: FlightRecord): void {
  const values = recordFields(record, flightChannelsState().channels)
    .map(({ name, value, unit }) => [name, value, unit].filter(Boolean).join(' '))
    .join(', ')
  copyText(showInvisible(`${fileName} line ${line}: ${values}`), 'Record')
}

/** The channels that are plotted: nobody listens to hundreds. */
function spoken(
  { fileName, line, record }: FlightRecord,
  channels: readonly FlightChannel[],
): string {
  const values = recordFields(record, channels).map(({ name, value, unit }) =>
    `${name} ${value} ${unit}`.trimEnd(),
  )
  return showInvisible(`${values.join(', ')}. Line ${countText(line)} of ${fileName}`)
}

/** What is at the cursor, in words: for screen readers it is what the canvases show. */
function Spoken(): ReactNode {
  const record = useCalm(useMoment(shownRecord))
  const between = useCalm(useMoment((s) => s.between))
  const plotted = useFlightChannels((s) => s.plotted)
  const strips = useFlightChannels((s) => s.strips)
  const words = between === null ? '' : `No record here, ${betweenWords(between)}`
  return (
    <Hidden>
      <p role="status" data-testid="spoken">
        {record === null ? words : spoken(record, [...plotted, ...strips])}
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
      <Button kind="quiet" keys="C" onPress={() => withShown(copyRecord)}>
        Copy record
      </Button>
    </div>
  )
})

/** More are searched. */
const MOST_AT_A_GLANCE = 24

function Shown({ shown }: { readonly shown: FlightRecord }): ReactNode {
  const channels = useFlightChannels((s) => s.channels)
  const [text, setText] = useState('')
  const { day, time } = formatMicros(shown.record.timestampUs)
  const fields = recordFields(shown.record, channels).slice(1)
  const isLong = fields.length > MOST_AT_A_GLANCE
  const fits = hasWords(isLong ? text : '')
  const found = fields.filter(({ name, group }) => fits(`${name} ${group ?? ''}`))
  const groups = [...Map.groupBy(found, ({ group }) => group)]
  return (
    <>
      <dl className={styles.fields}>
        <dt>package</dt>
        <dd>
          <Name keepEnd>{shown.fileName}</Name>
        </dd>
        <dt>line</dt>
        <dd>{countText(shown.line)}</dd>
        <dt>time</dt>
        <dd>
          {day} {time} UTC
        </dd>
      </dl>
      <div className={styles.groups}>
        {isLong ? (
          <div className={styles.find}>
            <TextBox
              label="Find among the channels"
              placeholder={`Find among ${countOf(fields.length, 'channel')}`}
              value={text}
              onChange={setText}
              maxLength={200}
            />
          </div>
        ) : null}
        {groups.map(([group, ofGroup]) => (
          <Fragment key={group}>
            {group === null ? null : (
              <h3 className={styles.group}>
                <Name>{group}</Name>
              </h3>
            )}
            <dl className={styles.ofGroup}>
              {ofGroup.map(({ channel, name, value, unit }) => (
                <FieldRow key={channel} name={name} value={value} unit={unit} />
              ))}
            </dl>
          </Fragment>
        ))}
      </div>
      {found.length === 0 ? <p className={styles.below}>No channel is called that.</p> : null}
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
