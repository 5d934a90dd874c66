import type { LineIssue } from '#shared/codes'
import { channelNames, type SatelliteDefinition } from '#shared/satellites/definition'
import { FieldIssues } from '../../record/cells/fieldIssues'
import { MissingValues } from '../../record/cells/missingValues'
import { timeReader } from '../../record/time/timeReader'

/** A number as JSON writes it, and nothing around it. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Takes a value as JSON.parse gave it, undefined where its key is not there. In the place of a bad
 * one it gives the issue, as a value: an error for each bad line would cost more than all the rest of
 * reading it.
 */
type Field<T> = (value: unknown) => T | LineIssue

/** What a satellite type asks of a line's values, in its order. */
export interface RecordFields {
  /** Gives microseconds since 1970 UTC. */
  readonly timestamp: Field<number>
  /** Each gives a finite double. */
  readonly numbers: readonly Field<number>[]
  readonly words: readonly Field<string>[]
}

export function recordFields(definition: SatelliteDefinition): RecordFields {
  return {
    timestamp: timestamp(definition.timestamp.key),
    numbers: channelNames.map((name) => channel(definition[name])),
    words: definition.instruments.map(instrument),
  }
}

function timestamp(key: string): Field<number> {
  const missing = new MissingValues('.')
  const read = timeReader({ form: 'rfc3339', from: key }, { decimal: '.', missing })
  return (value) => read([value])
}

function channel({ key, min, max }: SatelliteDefinition['velocity']): Field<number> {
  const issues = new FieldIssues(key, 'a number')
  const low = min ?? -Infinity
  const high = max ?? Infinity
  const notFinite = issues.make('not_finite', 'is too large for a 64-bit number')
  const outOfRange = issues.make('out_of_range', wordsOfRange(low, high))
  return (value) => {
    const number = typeof value === 'string' && JSON_NUMBER.test(value) ? Number(value) : value
    if (typeof number !== 'number') return issues.unfit(value)
    if (!Number.isFinite(number)) return notFinite
    return number < low || number > high ? outOfRange : number
  }
}

function instrument(key: string): Field<string> {
  const issues = new FieldIssues(key, 'text')
  return (value) => (typeof value === 'string' && value !== '' ? value : issues.unfit(value))
}

function wordsOfRange(low: number, high: number): string {
  if (high === Infinity) return `must be at least ${low}`
  if (low === -Infinity) return `must be at most ${high}`
  return `must lie between ${low} and ${high}`
}
