import type { DecimalSign } from '#shared/telemetry/numberText'
import { dayOfOrdinal, END_MICROSECONDS, SECONDS_PER_DAY } from './calendar'
import { clockOf } from './clock'
import { digitsAt, digitsEnd, microsOfDecimals } from './digits'
import { momentOf } from './moment'
import { NO_SUCH_TIME, NOT_A_TIMESTAMP, OUT_OF_YEARS } from './reasons'

const utc = clockOf({ zone: 'UTC' })
const SECOND_AT = 'YYYY-DDDTHH:MM:'.length
const DECIMALS_AT = SECOND_AT + 2

/** Reads `YYYY-DDDTHH:MM:SS[.f][Z]`, which is UTC: microseconds since 1970, or a reason. */
export function ordinalMicros(text: string): number {
  const year = digitsAt(text, 0, 4)
  const dayOfYear = digitsAt(text, 5, 3)
  const hour = digitsAt(text, 9, 2)
  const minute = digitsAt(text, 12, 2)
  const second = digitsAt(text, SECOND_AT, 2)
  if (year < 0 || dayOfYear < 0 || hour < 0 || minute < 0 || second < 0) return NOT_A_TIMESTAMP
  if (text[4] !== '-' || text[8] !== 'T' || text[11] !== ':' || text[14] !== ':') {
    return NOT_A_TIMESTAMP
  }
  let end = DECIMALS_AT
  if (text[DECIMALS_AT] === '.') {
    end = digitsEnd(text, DECIMALS_AT + 1)
    if (end === DECIMALS_AT + 1) return NOT_A_TIMESTAMP
  }
  const micros = microsOfDecimals(text, DECIMALS_AT + 1, end)
  if (text[end] === 'Z') end += 1
  if (end !== text.length) return NOT_A_TIMESTAMP
  return momentOf(dayOfOrdinal(year, dayOfYear), hour, minute, second, micros, utc)
}

/**
 * The same of a year and a day of the year, with or without decimals, in two texts; 1.5 is noon of
 * the first of January.
 */
export function yearAndDayMicros(year: string, day: string, decimal: DecimalSign): number {
  const pointAt = digitsEnd(day, 0)
  const decimalsEnd = digitsEnd(day, pointAt + 1)
  const isWhole = pointAt === day.length
  const hasDecimals =
    day[pointAt] === decimal && decimalsEnd > pointAt + 1 && decimalsEnd === day.length
  const yearNumber = year.length === 4 ? digitsAt(year, 0, 4) : -1
  if (yearNumber < 0 || pointAt < 1 || pointAt > 3 || (!isWhole && !hasDecimals)) {
    return NOT_A_TIMESTAMP
  }
  const dayNumber = dayOfOrdinal(yearNumber, digitsAt(day, 0, pointAt))
  if (Number.isNaN(dayNumber)) return NO_SUCH_TIME
  // From the last decimal to the first: each step is exact, so what is cut is cut once.
  let micros = 0
  for (let i = day.length - 1; i > pointAt; i -= 1) {
    const digit = day.charCodeAt(i) - 0x30
    micros = Math.floor((digit * SECONDS_PER_DAY * 1_000_000 + micros) / 10)
  }
  const moment = dayNumber * SECONDS_PER_DAY * 1_000_000 + micros
  return moment >= 0 && moment < END_MICROSECONDS ? moment : OUT_OF_YEARS
}
