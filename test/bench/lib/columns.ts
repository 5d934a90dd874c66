import type { Definition } from '#shared/telemetry/definition'
import type { Source } from '#shared/telemetry/source'

/** What a program that has to be told of it is told of a value in a line. */
export interface Column {
  /** The key, or the name in the line of names. */
  readonly name: string
  readonly kind: 'time' | 'number' | 'code' | 'word'
  /** Where a value can be true at all. */
  readonly valid?: { readonly min?: number | undefined; readonly max?: number | undefined }
}

/** The time and the channels of a satellite type whose values have names, in this order. */
export function columnsOf({ time, channels }: Definition): Column[] {
  if (time.form !== 'rfc3339') throw new Error('peers are told of times in RFC 3339 only')
  return [
    { name: nameIn(time.from), kind: 'time' },
    ...channels.map((channel): Column => {
      const name = nameIn(channel.from)
      if (channel.kind === 'word') return { name, kind: 'word' }
      if (channel.kind === 'number') return { name, kind: 'number', valid: channel.valid ?? {} }
      const isCode = channel.states.every(({ value }) => typeof value === 'number')
      return { name, kind: isCode ? 'code' : 'word' }
    }),
  ]
}

/** Whether a program that knows of no header takes it for a record. */
export function hasHeaderRecord({ file }: Definition): boolean {
  return file.kind === 'ndjson' && file.header
}

function nameIn(source: Source): string {
  if (typeof source === 'string') return source
  throw new Error('peers are told of values by their names only')
}
