import type { LineIssue } from '#shared/codes'
import type { SatelliteDefinition } from '#shared/satellites/definition'
import { z } from 'zod'
import { FieldIssues } from './fieldIssues'
import {
  LATER_LEAP_SECOND,
  LEAP_SECOND,
  NO_LEAP_SECOND,
  NO_SUCH_TIME,
  NO_TIME_ZONE,
  NOT_A_TIMESTAMP,
  OUT_OF_YEARS,
  parseTimestamp,
} from './timestamp'

/** A number as JSON writes it, and nothing around it. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * What a satellite type asks of a line's values, as a tuple: timestamp, velocity, altitude,
 * latitude, longitude, then the instruments' words; undefined stands for a key that is not there.
 *
 * The output has microseconds since 1970 UTC, four finite doubles and the words. In the place of a
 * bad value it has the issue, as a value: a ZodError for each bad line would cost more than all the
 * rest of reading it.
 */
export function recordSchema(definition: SatelliteDefinition) {
  return z.tuple([
    timestamp(definition.timestamp.key),
    channel(definition.velocity),
    channel(definition.altitude),
    channel(definition.latitude),
    channel(definition.longitude),
    ...definition.instruments.map((key) => instrument(key)),
  ])
}

function timestamp(key: string) {
  const issues = new FieldIssues(key, 'text with a date and time')
  const invalid = (words: string) => issues.make('invalid_timestamp', words)
  const reasons: ReadonlyMap<number, LineIssue> = new Map([
    [NOT_A_TIMESTAMP, invalid('is not a date and time as in RFC 3339')],
    [NO_SUCH_TIME, invalid('names a date or time that does not exist')],
    [NO_TIME_ZONE, invalid('has no time zone: Z or an offset such as +01:00 must follow')],
    [
      LEAP_SECOND,
      invalid('is a leap second: it did exist, but time counted from 1970 has no place for it'),
    ],
    [NO_LEAP_SECOND, invalid('has a second 60, but there was no leap second at that time')],
    [
      LATER_LEAP_SECOND,
      invalid('has a second 60 at a time of which no leap second is announced yet'),
    ],
    [OUT_OF_YEARS, issues.make('out_of_range', 'must lie in the years 1970 to 2199')],
  ])
  return z.unknown().transform((value): number | LineIssue => {
    if (typeof value !== 'string' || value === '') return issues.unfit(value)
    const microseconds = parseTimestamp(value)
    return microseconds < 0 ? (reasons.get(microseconds) ?? microseconds) : microseconds
  })
}

function channel({ key, min, max }: SatelliteDefinition['velocity']) {
  const issues = new FieldIssues(key, 'a number')
  const low = min ?? -Infinity
  const high = max ?? Infinity
  const notFinite = issues.make('not_finite', 'is too large for a 64-bit number')
  const outOfRange = issues.make('out_of_range', wordsOfRange(low, high))
  return z.unknown().transform((value): number | LineIssue => {
    const number = typeof value === 'string' && JSON_NUMBER.test(value) ? Number(value) : value
    if (typeof number !== 'number') return issues.unfit(value)
    if (!Number.isFinite(number)) return notFinite
    return number < low || number > high ? outOfRange : number
  })
}

function instrument(key: string) {
  const issues = new FieldIssues(key, 'text')
  return z
    .unknown()
    .transform((value): string | LineIssue =>
      typeof value === 'string' && value !== '' ? value : issues.unfit(value),
    )
}

function wordsOfRange(low: number, high: number): string {
  if (high === Infinity) return `must be at least ${low}`
  if (low === -Infinity) return `must be at most ${high}`
  return `must lie between ${low} and ${high}`
}
