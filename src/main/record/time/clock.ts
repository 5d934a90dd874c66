import { offsetMinutes } from '#shared/telemetry/zone'
import { NO_SUCH_TIME, TWICE } from './reasons'

/** What turns the seconds that a clock shows, counted as if it showed UTC, into seconds of UTC. */
export interface Clock {
  /** Seconds since 1970 UTC; NaN, and a reason, where the clock never showed that or did twice. */
  utc(localSeconds: number): number
  readonly reason: number
}

/** @param said exactly one of the two, as a definition has it. */
export function clockOf(said: {
  readonly zone?: string | undefined
  readonly offset?: string | undefined
}): Clock {
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
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
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
    const before = this.#aheadAt(localSeconds - DAY)
    const after = this.#aheadAt(localSeconds + DAY)
    const isBefore = this.#aheadAt(localSeconds - before) === before
    if (before === after && isBefore) return before
    const isAfter = this.#aheadAt(localSeconds - after) === after
    if (isBefore !== isAfter) return isBefore ? before : after
    this.reason = isBefore ? TWICE : NO_SUCH_TIME
    return Number.NaN
  }

  /** Seconds that the clock is ahead of UTC at a moment of UTC. */
  #aheadAt(utcSeconds: number): number {
    const parts = this.#format.formatToParts(utcSeconds * 1000)
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const [, sign, hours = 0, minutes = 0, seconds = 0] =
      /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name) ?? []
    const ahead = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    return sign === '-' ? 0 - ahead : ahead
  }
}
