import { offsetMinutes } from '#shared/telemetry/zone'
import { NO_SUCH_TIME, TWICE } from './reasons'

/** What turns the seconds that a clock shows, counted as if it showed UTC, into seconds of UTC. */
export interface Clock {
  /** Seconds since 1970 UTC; NaN, and a reason, where the clock never showed that or did twice. */
  utc(localSeconds: number): number
  readonly reason: number
}

/** Exactly one of the two, as a definition has it. */
export interface Face {
  readonly zone?: string | undefined
  readonly offset?: string | undefined
}

/** Seconds that a clock is ahead of UTC at a moment of UTC; 0 where neither is said. */
export function aheadOf({ zone, offset }: Face, utcSeconds: number): number {
  if (zone !== undefined && zone !== 'UTC') return aheadAt(formatOf(zone), utcSeconds)
  return 60 * (offsetMinutes(offset ?? '') ?? 0)
}

export function clockOf(said: Face): Clock {
  if (said.zone !== undefined && said.zone !== 'UTC') return new ZoneClock(said.zone)
  const minutes = said.zone === 'UTC' ? 0 : offsetMinutes(said.offset ?? '')
  if (minutes === null) throw new Error('A clock needs a zone or an offset')
  return { utc: (localSeconds) => localSeconds - minutes * 60, reason: 0 }
}

const DAY = 86_400

/** The clock of a place, which is set forward and back. */
class ZoneClock implements Clock {
  reason = 0
  readonly #format: Intl.DateTimeFormat
  /** The minute that was asked for last, and how far the clock is ahead of UTC in it. */
  #minute = Number.NaN
  #ahead = 0

  constructor(zone: string) {
    this.#format = formatOf(zone)
  }

  utc(localSeconds: number): number {
    const minute = Math.floor(localSeconds / 60)
    // Lines share few minutes, and clocks are set at whole ones.
    if (minute !== this.#minute) {
      this.#ahead = this.#find(minute * 60)
      this.#minute = minute
    }
    return localSeconds - this.#ahead
  }

  /** NaN where the clock never showed that, or did twice. */
  #find(localSeconds: number): number {
    const before = aheadAt(this.#format, localSeconds - DAY)
    const after = aheadAt(this.#format, localSeconds + DAY)
    const isBefore = aheadAt(this.#format, localSeconds - before) === before
    if (before === after && isBefore) return before
    const isAfter = aheadAt(this.#format, localSeconds - after) === after
    if (isBefore !== isAfter) return isBefore ? before : after
    this.reason = isBefore ? TWICE : NO_SUCH_TIME
    return Number.NaN
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, made)
  return made
}

/** Seconds that the clock is ahead of UTC at a moment of UTC. */
function aheadAt(format: Intl.DateTimeFormat, utcSeconds: number): number {
  const parts = format.formatToParts(utcSeconds * 1000)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = 0, minutes = 0, seconds = 0] =
    /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name) ?? []
  const ahead = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return sign === '-' ? 0 - ahead : ahead
}
