/**
 * The UTC days that ended with a leap second, as days since 1970. Source: IERS, as in IANA's
 * leap-seconds.list.
 */
const days: ReadonlySet<number> = new Set(
  [
    '1972-06-30 1972-12-31 1973-12-31 1974-12-31 1975-12-31 1976-12-31 1977-12-31 1978-12-31',
    '1979-12-31 1981-06-30 1982-06-30 1983-06-30 1985-06-30 1987-12-31 1989-12-31 1990-12-31',
    '1992-06-30 1993-06-30 1994-06-30 1995-12-31 1997-06-30 1998-12-31 2005-12-31 2008-12-31',
    '2012-06-30 2015-06-30 2016-12-31',
  ]
    .flatMap((line) => line.split(' '))
    .map((day) => Date.parse(day) / 86_400_000),
)

/** From this moment on the table can't know, in seconds since 1970. */
export const LEAP_SECONDS_KNOWN_UNTIL = Date.UTC(2026, 5, 28) / 1000

/** Whether a 61st second stood at the end of the minute that begins at `minuteSeconds` since 1970. */
export function hadLeapSecond(minuteSeconds: number): boolean {
  const next = minuteSeconds + 60
  return next % 86_400 === 0 && days.has(next / 86_400 - 1)
}
