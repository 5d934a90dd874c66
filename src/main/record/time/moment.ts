import { END_SECONDS, SECONDS_PER_DAY } from './calendar'
import type { Clock } from './clock'
import { second60 } from './leapSeconds'
import { NO_SUCH_TIME, OUT_OF_YEARS } from './reasons'

/**
 * Microseconds since 1970 UTC of a day and the time that a clock shows on it, or a reason.
 *
 * @param day since 1970; NaN where there is no such day.
 * @param micros of the second, below a million.
 */
export function momentOf(
  day: number,
  hour: number,
  minute: number,
  second: number,
  micros: number,
  clock: Clock,
): number {
  if (Number.isNaN(day) || hour > 23 || minute > 59 || second > 60) return NO_SUCH_TIME
  const minuteSeconds = clock.utc(day * SECONDS_PER_DAY + hour * 3600 + minute * 60)
  if (Number.isNaN(minuteSeconds)) return clock.reason
  if (second === 60) return second60(minuteSeconds)
  const seconds = minuteSeconds + second
  if (seconds < 0 || seconds >= END_SECONDS) return OUT_OF_YEARS
  return seconds * 1_000_000 + micros
}
