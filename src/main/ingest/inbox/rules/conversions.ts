import type { Conversion } from '#shared/inbox/rules'

/** Digits with at most one decimal point or comma, a sign and an exponent. */
const NUMBER_TEXT = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$/
/** A date, a time of day with or without seconds, and perhaps an offset. */
const DATE_AND_TIME =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)? ?(?:([Zz]|UTC)|([+-]\d\d):?(\d\d))?$/

/**
 * Makes a value into what a conversion promises; null where the value is not of the kind that the
 * conversion reads.
 */
export function convert(value: unknown, as: Conversion): string | number | null {
  switch (as) {
    case 'text_to_number':
      return typeof value === 'string' ? numberOf(value) : null
    case 'number_to_text':
      return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
    case 'seconds_to_timestamp':
      return timestampOf(value, 1_000_000)
    case 'milliseconds_to_timestamp':
      return timestampOf(value, 1_000)
    case 'microseconds_to_timestamp':
      return timestampOf(value, 1)
    case 'utc_to_timestamp':
      return typeof value === 'string' ? asUtc(value) : null
  }
}

/** The number that a value is, or that its text reads as; null where it is none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (!NUMBER_TEXT.test(text)) return null
  const number = Number(text.replace(',', '.'))
  return Number.isFinite(number) ? number : null
}

/** Microseconds since 1970 UTC as RFC 3339 text; null beyond what a date can hold. */
export function timestampText(microseconds: number): string | null {
  const seconds = Math.floor(microseconds / 1_000_000)
  const date = new Date(seconds * 1_000)
  if (Number.isNaN(date.getTime())) return null
  const decimals = String(microseconds - seconds * 1_000_000).padStart(6, '0')
  return `${date.toISOString().slice(0, -5)}.${decimals}Z`
}

function timestampOf(value: unknown, microsecondsPerUnit: number): string | null {
  const number = numberOf(value)
  return number === null ? null : timestampText(Math.round(number * microsecondsPerUnit))
}

function asUtc(value: string): string | null {
  const parts = DATE_AND_TIME.exec(value.trim())
  if (parts === null) return null
  const [, date, minutes, seconds = ':00', , hours, rest] = parts
  const offset = hours === undefined ? 'Z' : `${hours}:${rest}`
  return `${date}T${minutes}${seconds}${offset}`
}
