/** A time of day by the clock. */
export interface ClockTime {
  readonly hour: number
  readonly minute: number
}

const two = (n: number): string => String(n).padStart(2, '0')

/** '02:00' */
export const clockTimeText = ({ hour, minute }: ClockTime): string => `${two(hour)}:${two(minute)}`

/** What somebody typed as a time of day of 24 hours, such as '2:00'; null where it is none. */
export function parseClockTime(text: string): ClockTime | null {
  const [, hour, minute] = /^\s*(\d?\d)[:.](\d\d)\s*$/.exec(text) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  return { hour: Number(hour), minute: Number(minute) }
}
