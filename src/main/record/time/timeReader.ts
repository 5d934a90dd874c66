import type { LineIssue } from '#shared/codes'
import type { DecimalSign } from '#shared/telemetry/numberText'
import { sourcePath } from '#shared/telemetry/sourcePath'
import { timeSources } from '#shared/telemetry/timeSources'
import type { TimeDefinition, TimeUnit } from '#shared/telemetry/time'
import { FieldIssues } from '../cells/fieldIssues'
import { JsonNumber, textOf } from '../cells/jsonNumber'
import type { MissingValues } from '../cells/missingValues'
import { END_MICROSECONDS } from './calendar'
import { clockOf } from './clock'
import { cutDecimal } from './cutDecimal'
import { digitsAt } from './digits'
import { utcOfGps } from './leapSeconds'
import { ordinalMicros, yearAndDayMicros } from './ordinal'
import { PatternReader } from './patternReader'
import { NO_FIX, NO_SUCH_TIME, NOT_A_TIMESTAMP, OUT_OF_YEARS } from './reasons'
import { timeIssues } from './timeIssues'
import { parseTimestamp } from './timestamp'

/**
 * Reads a record's time from the values of its sources, in the order of `timeSources`: microseconds
 * since 1970 UTC, exact, or what is wrong. A value is what JSON.parse gives (undefined for a key that
 * is not there), a JsonNumber in the place of a number, or the text of a cell.
 */
export type TimeReader = (values: readonly unknown[]) => number | LineIssue

export interface TimeReading {
  /** What stands before decimals in the file. */
  readonly decimal: DecimalSign
  /** What the file's cells hold where there is no value. */
  readonly missing: MissingValues
  /** From when on `elapsed` counts, in microseconds since 1970 UTC. Without one it can't be read. */
  readonly startUs?: number
}

/** Makes the reader for a type's times. It is made once for each file. */
export function timeReader(time: TimeDefinition, reading: TimeReading): TimeReader {
  const { wanted, form } = wordsOf(time)
  const sources = timeSources(time)
  const paths = sources.map(sourcePath)
  const fields = paths.map((path) => new FieldIssues(path, wanted))
  const reasons = timeIssues(paths[0] ?? '', form, paths.map((path) => `"${path}"`).join(' and '))
  const takesNumbers = time.form !== 'rfc3339'
  const micros = microsReader(time, reading)
  const texts = paths.map(() => '')
  return (values) => {
    let i = 0
    for (const field of fields) {
      const value = values[i]
      const isNumber = typeof value === 'number' || value instanceof JsonNumber
      const text = isNumber && !takesNumbers ? undefined : textOf(value)
      if (text === undefined || text === '') return field.unfit(value)
      if (reading.missing.hasText(text)) return field.noValue
      texts[i] = text
      i += 1
    }
    const moment = micros(texts)
    return moment < 0 ? (reasons.get(moment) ?? moment) : moment
  }
}

const POWERS: Readonly<Record<TimeUnit, number>> = { s: 6, ms: 3, us: 0, ns: -3 }

/** The power of ten that makes microseconds of a unit. */
export function powerOf(unit: TimeUnit): number {
  return POWERS[unit]
}

const WEEK = 7 * 86_400_000_000
const MOST_WEEK_DIGITS = 5

/** What reads microseconds since 1970 UTC, or a reason, from the texts of a time's sources. */
function microsReader(
  time: TimeDefinition,
  { decimal, startUs }: TimeReading,
): (texts: readonly string[]) => number {
  switch (time.form) {
    case 'rfc3339':
      return (texts) => parseTimestamp(texts[0] ?? '')
    case 'epoch': {
      const power = powerOf(time.unit)
      return (texts) => inYears(cutDecimal(texts[0] ?? '', power, decimal))
    }
    case 'elapsed': {
      if (startUs === undefined) throw new Error('Times that count from a start need one')
      const power = powerOf(time.unit)
      return (texts) => inYears(startUs + cutDecimal(texts[0] ?? '', power, decimal))
    }
    case 'gps': {
      const power = powerOf(time.unit)
      return time.week === undefined
        ? (texts) => momentOfGps(cutDecimal(texts[0] ?? '', power, decimal))
        : (texts) => momentInWeek(texts[0] ?? '', cutDecimal(texts[1] ?? '', power, decimal))
    }
    case 'ordinal':
      return Array.isArray(time.from)
        ? (texts) => yearAndDayMicros(texts[0] ?? '', texts[1] ?? '', decimal)
        : (texts) => ordinalMicros(texts[0] ?? '')
    case 'parts': {
      const reader = new PatternReader(time.pattern, clockOf(time))
      return (texts) => reader.read(texts.join(' '))
    }
    case 'pattern': {
      const reader = new PatternReader(time.pattern, clockOf(time))
      return (texts) => reader.read(texts[0] ?? '')
    }
  }
}

function inYears(micros: number): number {
  if (Number.isNaN(micros)) return NOT_A_TIMESTAMP
  return micros >= 0 && micros < END_MICROSECONDS ? micros : OUT_OF_YEARS
}

/** @param micros since the week began. */
function momentInWeek(week: string, micros: number): number {
  const number = week.length <= MOST_WEEK_DIGITS ? digitsAt(week, 0, week.length) : -1
  if (number < 0) return NOT_A_TIMESTAMP
  if (micros < 0 || micros >= WEEK) return NO_SUCH_TIME
  return momentOfGps(number * WEEK + micros)
}

/** @param micros of GPS time, since 1980. */
function momentOfGps(micros: number): number {
  if (Number.isNaN(micros)) return NOT_A_TIMESTAMP
  if (micros < 0) return NO_SUCH_TIME
  if (micros < WEEK) return NO_FIX
  if (micros >= END_MICROSECONDS) return OUT_OF_YEARS
  const moment = utcOfGps(micros)
  return moment < END_MICROSECONDS ? moment : OUT_OF_YEARS
}

/** What a value must be, and what a text is not that has not the form. */
function wordsOf(time: TimeDefinition): { readonly wanted: string; readonly form: string } {
  switch (time.form) {
    case 'rfc3339':
      return { wanted: 'text with a date and time', form: 'a date and time as in RFC 3339' }
    case 'epoch':
    case 'elapsed':
      return { wanted: 'a number', form: 'a number' }
    case 'gps':
      return time.week === undefined
        ? { wanted: 'a number', form: 'a number' }
        : { wanted: 'a number', form: 'a GPS week and the time in it' }
    case 'ordinal':
      return Array.isArray(time.from)
        ? { wanted: 'a number', form: 'a year and a day of the year' }
        : {
            wanted: 'text with a date and time',
            form: 'a date and time such as 2024-061T10:00:00Z',
          }
    case 'parts':
    case 'pattern': {
      const joined = time.form === 'parts' ? ', joined by single spaces,' : ''
      return {
        wanted: 'text with a date or time',
        form: `written${joined} as ${JSON.stringify(time.pattern)}`,
      }
    }
  }
}
