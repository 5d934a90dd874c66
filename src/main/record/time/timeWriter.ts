import type { DecimalSign } from '#shared/telemetry/numberText'
import { parsePattern, type PatternField } from '#shared/telemetry/pattern'
import type { Start, TimeDefinition, TimeUnit } from '#shared/telemetry/time'
import { aheadOf, type Face } from './clock'
import { gpsOfUtc } from './leapSeconds'

/**
 * Writes a moment, in microseconds since 1970 UTC, as a type's files have it: a text for each source
 * of its time, in their order. What the form has no room for is left out, so whoever needs the very
 * moment reads the texts again.
 */
export type TimeWriter = (us: number) => readonly string[]

const SECOND = 1_000_000
const DAY = 86_400 * SECOND
const WEEK = 7 * DAY
/** Decimals of each unit that a microsecond is. */
const DECIMALS: Readonly<Record<TimeUnit, number>> = { s: 6, ms: 3, us: 0, ns: -3 }

/** @param startUs from when on elapsed times count */
export function timeWriter(
  time: TimeDefinition,
  decimal: DecimalSign,
  startUs: number | null,
): TimeWriter {
  switch (time.form) {
    case 'rfc3339':
      return (us) => [rfc3339(us)]
    case 'epoch':
      return (us) => [countOf(us, time.unit, decimal)]
    case 'elapsed':
      return (us) => [countOf(us - (startUs ?? 0), time.unit, decimal)]
    case 'gps':
      return (us) => {
        const gps = gpsOfUtc(us)
        if (time.week === undefined) return [countOf(gps, time.unit, decimal)]
        const week = Math.floor(gps / WEEK)
        return [String(week), countOf(gps - week * WEEK, time.unit, decimal)]
      }
    case 'ordinal':
      return Array.isArray(time.from)
        ? (us) => [facesOf(us).yyyy, dayText(us, decimal)]
        : (us) => [patternText("yyyy-DDD'T'HH:mm:ss.SSSSSS", us) + 'Z']
    case 'parts':
      return (us) => {
        const texts = patternText(time.pattern, us + SECOND * aheadOf(time, us / SECOND)).split(' ')
        // A pattern may have blanks of its own: only the reader knows whether they come out the same.
        return [
          ...texts.slice(0, time.from.length - 1),
          texts.slice(time.from.length - 1).join(' '),
        ]
      }
    case 'pattern':
      return (us) => [patternText(time.pattern, us + SECOND * aheadOf(time, us / SECOND))]
  }
}

/** A moment as a file's header says the start that its times count from. */
export function startText(start: Start & Face, us: number): string {
  return start.pattern === undefined
    ? rfc3339(us)
    : patternText(start.pattern, us + SECOND * aheadOf(start, us / SECOND))
}

function rfc3339(us: number): string {
  return patternText("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", us) + 'Z'
}

/** A number of microseconds in a unit, exact and without noughts that say nothing. */
function countOf(us: number, unit: TimeUnit, decimal: DecimalSign): string {
  const places = DECIMALS[unit]
  if (places <= 0) return `${us}${us === 0 ? '' : '0'.repeat(-places)}`
  const digits = String(Math.abs(us)).padStart(places + 1, '0')
  const decimals = digits.slice(-places).replace(/0+$/, '')
  const whole = `${us < 0 ? '-' : ''}${digits.slice(0, -places)}`
  return decimals === '' ? whole : `${whole}${decimal}${decimals}`
}

/** The day of the year with as many decimals as a microsecond needs. */
function dayText(us: number, decimal: DecimalSign): string {
  const day = Number(facesOf(us).DDD)
  const inDay = us - Math.floor(us / DAY) * DAY
  if (inDay === 0) return String(day)
  // Cut, it must not come out one microsecond less: so it is rounded up.
  const decimals = (BigInt(inDay) * 10n ** 12n + BigInt(DAY) - 1n) / BigInt(DAY)
  return `${day}${decimal}${String(decimals).padStart(12, '0').replace(/0+$/, '')}`
}

function patternText(pattern: string, localUs: number): string {
  const pieces = parsePattern(pattern)
  if (typeof pieces === 'string') throw new Error(`The pattern ${pieces}`)
  const faces = facesOf(localUs)
  return pieces
    .map((piece) => {
      if ('literal' in piece) return piece.literal
      const { field, fewest, most } = piece
      if (field !== 'decimals') return faces[field]
      return faces.decimals
        .slice(0, Math.min(most, 6))
        .replace(/0+$/, '')
        .padEnd(Math.max(1, fewest), '0')
    })
    .join('')
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** What a clock shows, part by part; `localUs` is as if it showed UTC. */
function facesOf(localUs: number): Readonly<Record<PatternField, string>> {
  const seconds = Math.floor(localUs / SECOND)
  const date = new Date(seconds * 1000)
  const year = date.getUTCFullYear()
  const days = Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000)
  return {
    yyyy: String(year),
    yy: two(year % 100),
    MM: two(date.getUTCMonth() + 1),
    dd: two(date.getUTCDate()),
    DDD: String(days + 1).padStart(3, '0'),
    HH: two(date.getUTCHours()),
    mm: two(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
    decimals: String(localUs - seconds * SECOND).padStart(6, '0'),
  }
}
