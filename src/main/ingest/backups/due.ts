import type { BackupTimes } from '#shared/backups'

const HOUR_MS = 3_600_000

/**
 * When a backup is due that follows another one: the first time of the plan after it. Where the clocks
 * are put forward over a time of day, it is due as much later; where they are put back, once.
 *
 * @param last when the one before was made; this and what comes back in milliseconds since 1970
 */
export function dueAfter(times: BackupTimes, last: number): number {
  if (times.every === 'hours') return last + times.hours * HOUR_MS
  const from = new Date(last)
  for (let days = 0; ; days += 1) {
    const at = new Date(
      from.getFullYear(),
      from.getMonth(),
      from.getDate() + days,
      times.hour,
      times.minute,
    )
    const isDay = times.every === 'day' || at.getDay() === times.weekday
    if (isDay && at.getTime() > last) return at.getTime()
  }
}

/**
 * When the next backup is due. Where there is none, now: nobody waits a week to learn that a folder
 * can't be written. One with a time to come, from a clock that was wrong, does not count.
 *
 * @param made when each was made
 */
export function nextDue(times: BackupTimes, made: readonly number[], now: number): number {
  const last = Math.max(...made.filter((at) => at <= now))
  return Number.isFinite(last) ? dueAfter(times, last) : now
}
