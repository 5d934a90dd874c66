import type { LineField } from '#shared/inbox/fields'
import type { StoredRecord } from '#shared/inbox/lines'
import type { ReactNode } from 'react'
import { Name } from '../Name'
import { recordFields, type RecordChannel } from './recordFields'
import styles from './RecordValues.module.css'

interface RecordValuesProps {
  readonly record: StoredRecord
  readonly channels: readonly LineField[]
}

/** The values of one record, with their names and units, and all their digits. */
export function RecordValues({ record, channels }: RecordValuesProps): ReactNode {
  return (
    <dl className={styles.values}>
      {recordFields(record, channels.map(inFull)).map(({ channel, name, value, unit }) => (
        <div key={channel} className={styles.value}>
          <dt>
            <Name>{name}</Name>
          </dt>
          <dd>
            <Name>{value}</Name>
            {unit === '' ? null : <span className={styles.unit}>{unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function inFull(channel: LineField): RecordChannel {
  return { ...channel, group: null, decimals: null }
}
