import type { FlightChannel } from '#shared/flight/channels'
import type { StoredRecord } from '#shared/inbox/lines'
import { channelValue } from '../channelWords'
import { formatMicros } from '../format'

/** What of a channel its value is shown by. */
export type RecordChannel = Pick<
  FlightChannel,
  'name' | 'label' | 'kind' | 'unit' | 'group' | 'decimals'
>

export interface RecordField {
  /** The channel's own name, '' of the time: labels may come twice. */
  readonly channel: string
  readonly name: string
  readonly value: string
  /** Empty where it has none. */
  readonly unit: string
  readonly group: string | null
}

/** The text of a record's number: with all its digits, where nobody said how many are wanted. */
export function numberText(value: number | null, decimals: number | null): string {
  if (value === null) return '–'
  return decimals === null ? String(value) : channelValue(value, decimals)
}

/** What a record says, channel by channel in the definition's order, and before that its time. */
export function recordFields(
  record: StoredRecord,
  channels: readonly RecordChannel[],
): RecordField[] {
  const { day, time } = formatMicros(record.timestampUs)
  const words = new Map(record.instruments.map(({ name, word }) => [name, word]))
  return [
    { channel: '', name: 'time', value: `${day} ${time}`, unit: 'UTC', group: null },
    ...channels.map(({ name, label, kind, unit, group, decimals }) => {
      const number = record.values[name] ?? null
      const isNumber = kind === 'number' || number !== null
      const value = isNumber ? numberText(number, decimals) : (words.get(name) ?? '–')
      return { channel: name, name: label, value, unit: number === null ? '' : unit, group }
    }),
  ]
}
