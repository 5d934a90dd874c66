import type { StoredRecord } from '#shared/inbox/lines'
import type { ReactNode } from 'react'
import { Name } from '../Name'
import { recordFields } from './recordFields'
import styles from './RecordValues.module.css'

interface RecordValuesProps {
  readonly record: StoredRecord
  readonly satelliteType: string
}

/** The values of one record, with their names and units. */
export function RecordValues({ record, satelliteType }: RecordValuesProps): ReactNode {
  return (
    <dl className={styles.values}>
      {recordFields(record, satelliteType).map(({ name, value, unit }) => (
        <div key={name} className={styles.value}>
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
