import { LATER_LEAP_SECOND, LEAP_SECOND, NO_LEAP_SECOND } from './reasons'

/**
 * The UTC days that ended with a leap second, as days since 1970. Source: IERS, as in the
 * time zone database's list, up to Bulletin C of July 2026.
 */
const leapDays: readonly number[] = [
  '1972-06-30 1972-12-31 1973-12-31 1974-12-31 1975-12-31 1976-12-31 1977-12-31 1978-12-31',
  '1979-12-31 1981-06-30 1982-06-30 1983-06-30 1985-06-30 1987-12-31 1989-12-31 1990-12-31',
  '1992-06-30 1993-06-30 1994-06-30 1995-12-31 1997-06-30 1998-12-31 2005-12-31 2008-12-31',
  '2012-06-30 2015-06-30 2016-12-31',
]
  .flatMap((line) => line.split(' '))
  .map((day) => Date.parse(day) / 86_400_000)

/**
 * From this moment on the table can't know, in seconds since 1970. GPS times are read on with the
 * leap seconds of today.
 */
export const LEAP_SECONDS_KNOWN_UNTIL = Date.UTC(2027, 5, 28) / 1000

/** Whether a 61st second stood at the end of the minute that begins at `minuteSeconds` since 1970. */
export function hadLeapSecond(minuteSeconds: number): boolean {
  const next = minuteSeconds + 60
  return next % 86_400 === 0 && leapDays.includes(next / 86_400 - 1)
}

/** What to say of a second 60 in the minute that begins at `minuteSeconds` since 1970 UTC. */
export function second60(minuteSeconds: number): number {
  if (hadLeapSecond(minuteSeconds)) return LEAP_SECOND
  return minuteSeconds < LEAP_SECONDS_KNOWN_UNTIL ? NO_LEAP_SECOND : LATER_LEAP_SECOND
}

/** 1980-01-06, when GPS time begins, in seconds since 1970. */
const GPS_BEGIN = Date.UTC(1980, 0, 6) / 1000
/** When, in microseconds of GPS time, each leap second since 1980 began; the last one first. */
const gpsLeaps: readonly number[] = leapDays
  .map((day) => (day + 1) * 86_400 - GPS_BEGIN)
  .filter((seconds) => seconds > 0)
  .map((seconds, earlier) => (seconds + earlier) * 1_000_000)
  .toReversed()

/**
 * Microseconds since 1970 UTC of microseconds of GPS time, which has no leap seconds; LEAP_SECOND
 * within one.
 */
export function utcOfGps(gpsMicroseconds: number): number {
  let leaps = gpsLeaps.length
  for (const begin of gpsLeaps) {
    if (gpsMicroseconds >= begin) {
      if (gpsMicroseconds < begin + 1_000_000) return LEAP_SECOND
      break
    }
    leaps -= 1
  }
  return gpsMicroseconds + (GPS_BEGIN - leaps) * 1_000_000
}

/** Microseconds of GPS time of microseconds since 1970 UTC. */
export function gpsOfUtc(us: number): number {
  const begun = us - GPS_BEGIN * 1_000_000
  const leaps = leapDays.filter(
    (day) => (day + 1) * 86_400 > GPS_BEGIN && us >= (day + 1) * 86_400_000_000,
  )
  return begun + leaps.length * 1_000_000
}
