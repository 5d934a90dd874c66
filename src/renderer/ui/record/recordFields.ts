import type { StoredRecord } from '#shared/inbox/lines'
import { channelNames } from '#shared/satellites/definition'
import { satellites } from '#shared/satellites/index'
import { formatMicros } from '../format'

export interface RecordField {
  readonly name: string
  readonly value: string
  /** Empty where it has none. */
  readonly unit: string
}

/** What a record says, field by field, numbers with all their digits. */
export function recordFields(record: StoredRecord, satelliteType: string): RecordField[] {
  const definition = satellites.get(satelliteType)
  const units = new Map(
    channelNames.map((name): [string, string] => [name, definition?.[name].unit ?? '']),
  )
  const { day, time } = formatMicros(record.timestampUs)
  return [
    { name: 'time', value: `${day} ${time}`, unit: 'UTC' },
    ...Object.entries(record.values).map(([name, value]) => ({
      name,
      value: String(value ?? '–'),
      unit: units.get(name) ?? '',
    })),
    ...record.instruments.map(({ name, word }) => ({ name, value: word, unit: '' })),
  ]
}
