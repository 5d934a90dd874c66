export const SECONDS_PER_DAY = 86_400
/** 2200-01-01T00:00:00Z, when the years of records end, in seconds since 1970. */
export const END_SECONDS = daysFromCivil(2200, 1, 1) * SECONDS_PER_DAY
/** The same in microseconds. */
export const END_MICROSECONDS = END_SECONDS * 1_000_000

/** Whether the Gregorian calendar has such a day. */
export function isRealDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  if (month === 2) return day <= (isLeapYear(year) ? 29 : 28)
  return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31)
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/**
 * Days since 1970-01-01 of a date in the Gregorian calendar, extended backwards.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Days since 1970-01-01; NaN where there is no such day. */
export function dayOfDate(year: number, month: number, day: number): number {
  return isRealDate(year, month, day) ? daysFromCivil(year, month, day) : Number.NaN
}

/** The same of the day of a year, the first of which is 1. */
export function dayOfOrdinal(year: number, dayOfYear: number): number {
  const isReal = dayOfYear >= 1 && dayOfYear <= (isLeapYear(year) ? 366 : 365)
  return isReal ? daysFromCivil(year, 1, 1) + dayOfYear - 1 : Number.NaN
}
