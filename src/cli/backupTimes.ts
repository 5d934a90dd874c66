import { InvalidArgumentError } from 'commander'
import { BackupTimes, WEEKDAYS } from '#shared/backups'
import { parseClockTime } from '#shared/clockTime'

/** When backups are made, for an option's value: every so many hours, or at a time of day. */
export function toBackupTimes(text: string): BackupTimes {
  const [, hours, day, time] = /^(?:(\d+)h|(?:([a-z]+) )?(\d?\d:\d\d))$/.exec(text) ?? []
  const weekday = WEEKDAYS.findIndex((name) => name.toLowerCase() === day)
  const clock = parseClockTime(time ?? '')
  const { data } = BackupTimes.safeParse(
    hours !== undefined
      ? { every: 'hours', hours: Number(hours) }
      : day === undefined
        ? { every: 'day', ...clock }
        : { every: 'week', weekday, ...clock },
  )
  if (data !== undefined) return data
  throw new InvalidArgumentError(
    'Give hours as 6h, a time of day as 02:00, or one of a weekday as "sunday 02:00".',
  )
}
