import { countText } from '#shared/numbers'

const short = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

function scaled(n: number, base: number, units: readonly string[]): string {
  let value = n
  let unit = 0
  // 999.5 would round up to 1,000 of the smaller unit.
  while (value >= base * 0.9995 && unit < units.length - 1) {
    value /= base
    unit += 1
  }
  const digits = unit === 0 ? countText(value) : short.format(value)
  return `${digits} ${units[unit] ?? ''}`.trimEnd()
}

/** A count that need not be exact, in three figures: 1.12 M. */
export function formatShortCount(n: number): string {
  return n < 10_000 ? countText(n) : scaled(n, 1000, ['', 'k', 'M', 'G', 'T'])
}

/** A count in at most four characters, for a place that has no more: 999, 9.9k, 99k, 1.2M. */
export function formatTinyCount(n: number): string {
  for (const [size, unit] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    // Rounded down: never more than there are.
    if (n >= size) {
      const tenths = Math.floor((n / size) * 10) / 10
      return `${tenths < 10 ? tenths : Math.floor(tenths)}${unit}`
    }
  }
  return String(n)
}

/** Bytes in decimal units, three figures: 212 MB. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB', 'PB'])
}

/** How much of a size is done, the unit said once where it is the same: '170 / 289 MB'. */
export function formatBytesOf(done: number, size: number): { done: string; size: string } {
  const whole = formatBytes(size)
  const part = formatBytes(done)
  const [amount = part, unit = ''] = part.split(' ')
  return { done: whole.endsWith(` ${unit}`) ? amount : part, size: whole }
}

/** A noun with its number: '1 bad line', '14 bad lines'. */
export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${countText(n)} ${n === 1 ? one : many}`
}

/** A message from elsewhere with a full stop, so that another sentence can follow it. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

/** A length of time as people say it: 0.1 s, 7 s, 1 min 12 s, 2 h 5 min, 3 d 4 h. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) {
    const tenths = Math.round(seconds * 10) / 10
    return tenths < 0.1 && seconds > 0 ? '< 0.1 s' : `${tenths} s`
  }
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const parts: [number, string, number, string] =
    whole < 3600
      ? [Math.floor(whole / 60), 'min', whole % 60, 's']
      : whole < 86_400
        ? [Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min']
        : [Math.floor(whole / 86_400), 'd', Math.floor((whole % 86_400) / 3600), 'h']
  const [big, bigUnit, small, smallUnit] = parts
  const most = `${countText(big)} ${bigUnit}`
  return small === 0 ? most : `${most} ${small} ${smallUnit}`
}

/** A length of time down to the microsecond: 250 µs, 12.4 ms, 1 min 12 s. */
export function formatMicroLength(us: number): string {
  if (us < 1000) return `${Math.round(us)} µs`
  if (us < 1e6) return `${short.format(us / 1000)} ms`
  return formatDuration(us / 1e6)
}

/** What is left of a length of time, in whole seconds: an estimate has no tenths. */
export function formatTimeLeft(seconds: number): string {
  return formatDuration(Math.max(1, Math.round(seconds)))
}

/** A share of 0 to 1 in whole per cent; 100 % only when nothing is left. */
export function formatPercent(share: number): string {
  return `${share >= 1 ? 100 : Math.floor(share * 100)} %`
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/**
 * A moment of the database (ISO 8601, UTC) for a narrow column whose heading says UTC: the time
 * today, day and time this year, else the date.
 */
export function formatMoment(iso: string, nowMs: number): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return iso
  const text = moment.toISOString()
  const now = new Date(nowMs).toISOString()
  if (text.slice(0, 10) === now.slice(0, 10)) return text.slice(11, 19)
  const day = `${moment.getUTCDate()} ${months[moment.getUTCMonth()] ?? ''}`
  return text.slice(0, 4) === now.slice(0, 4)
    ? `${day} ${text.slice(11, 16)}`
    : `${day} ${text.slice(0, 4)}`
}

/** A moment in full with its zone: 2026-11-23 09:14:07 UTC. */
export function formatFullMoment(iso: string): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return iso
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/**
 * A record's time with all its six decimals, as day and time of day in UTC: '2023-12-26' and
 * '09:34:27.602982'. `micros` counts since 1970 UTC.
 */
export function formatMicros(micros: number): { readonly day: string; readonly time: string } {
  const seconds = Math.floor(micros / 1e6)
  const iso = new Date(seconds * 1000).toISOString()
  const decimals = String(micros - seconds * 1e6).padStart(6, '0')
  return { day: iso.slice(0, 10), time: `${iso.slice(11, 19)}.${decimals}` }
}

/**
 * From one moment to another in UTC, with no more of the second than differs:
 * '2023-12-26 09:34:27 to 09:41:00 UTC'; of one and the same moment all its decimals.
 */
export function formatMicrosRange(fromUs: number, toUs: number): string {
  const from = formatMicros(fromUs)
  if (fromUs === toUs) return `${from.day} ${from.time} UTC`
  const to = formatMicros(toUs)
  const end = toUs - fromUs < 60e6 ? 15 : 8
  const second = `${from.day === to.day ? '' : `${to.day} `}${to.time.slice(0, end)}`
  return `${from.day} ${from.time.slice(0, end)} to ${second} UTC`
}
