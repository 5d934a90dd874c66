import type { StoredRecord } from '#shared/inbox/lines'
import { formatMicros } from '../format'

/** What a channel is called. */
export interface ShownChannel {
  readonly name: string
  readonly label: string
  /** Empty where it has none. */
  readonly unit: string
}

export interface RecordField {
  readonly name: string
  readonly value: string
  /** Empty where it has none. */
  readonly unit: string
}

/** What a record says, field by field, numbers with all their digits. */
export function recordFields(
  record: StoredRecord,
  channels: readonly ShownChannel[],
): RecordField[] {
  const known = new Map(channels.map((channel) => [channel.name, channel]))
  const field = (name: string, value: string): RecordField => {
    const { label = name, unit = '' } = known.get(name) ?? {}
    return { name: label, value, unit }
  }
  const { day, time } = formatMicros(record.timestampUs)
  return [
    { name: 'time', value: `${day} ${time}`, unit: 'UTC' },
    ...Object.entries(record.values).map(([name, value]) => field(name, String(value ?? '–'))),
    ...record.instruments.map(({ name, word }) => field(name, word)),
  ]
}
