import { daysFromCivil, END_SECONDS, isRealDate, SECONDS_PER_DAY } from './calendar'
import { second60 } from './leapSeconds'
import { NO_SUCH_TIME, NO_TIME_ZONE, NOT_A_TIMESTAMP, OUT_OF_YEARS } from './reasons'

const MAX_DECIMALS = 9
const KEPT_DECIMALS = 6
const DASH = 0x2d
const COLON = 0x3a

/** Reads timestamps from bytes. */
class TimestampReader {
  /** Where the last timestamp ended, when one was read. */
  end = 0
  /**
   * The sixteen bytes of the last date, hour and minute, and that minute in seconds since 1970. At
   * first those of `1970-01-01T00:00`: zeros would be taken for a minute that is known.
   */
  #year = 0x30373931
  #monthAndDay = 0x2d31302d
  #dayAndHour = 0x30543130
  #hourAndMinute = 0x30303a30
  #minuteSeconds = 0

  /**
   * Reads an RFC 3339 timestamp at `at`: `T` or one space, `Z` or ±hh:mm, upper case, a real date,
   * seconds 00 to 59, up to nine decimals of which six are kept. Returns microseconds since 1970
   * UTC, exact, or one of the negative reasons. Behind the bytes there must be one that is no digit.
   *
   * @param view the same bytes, with room for sixteen from `at` on.
   */
  read(bytes: Uint8Array, view: DataView, at: number): number {
    const year = view.getInt32(at, true)
    const monthAndDay = view.getInt32(at + 4, true)
    const dayAndHour = view.getInt32(at + 8, true)
    const hourAndMinute = view.getInt32(at + 12, true)
    // Lines share few minutes: mostly the last one is the right one.
    const isKnownMinute =
      hourAndMinute === this.#hourAndMinute &&
      dayAndHour === this.#dayAndHour &&
      monthAndDay === this.#monthAndDay &&
      year === this.#year
    if (!isKnownMinute && !hasMinuteForm(bytes, at)) return NOT_A_TIMESTAMP

    const second = twoDigits(bytes, at + 17)
    if (second < 0 || bytes[at + 16] !== COLON) return NOT_A_TIMESTAMP
    const micros = this.#readDecimals(bytes, at + 19)
    if (micros < 0) return NOT_A_TIMESTAMP
    const offset = this.#readOffset(bytes, this.end)
    if (Number.isNaN(offset)) return NO_TIME_ZONE

    if (!isKnownMinute) {
      const minuteSeconds = readMinute(bytes, at)
      if (Number.isNaN(minuteSeconds)) return NO_SUCH_TIME
      this.#year = year
      this.#monthAndDay = monthAndDay
      this.#dayAndHour = dayAndHour
      this.#hourAndMinute = hourAndMinute
      this.#minuteSeconds = minuteSeconds
    }
    if (second > 59 || offset === NO_SUCH_OFFSET) {
      const isSecond60 = second === 60 && offset !== NO_SUCH_OFFSET
      return isSecond60 ? second60(this.#minuteSeconds - offset * 60) : NO_SUCH_TIME
    }
    const seconds = this.#minuteSeconds + second - offset * 60
    if (seconds < 0 || seconds >= END_SECONDS) return OUT_OF_YEARS
    return seconds * 1_000_000 + micros
  }

  /** The microseconds of `.123456789`, 0 where there is no dot, -1 where the dot has wrong company. */
  #readDecimals(bytes: Uint8Array, at: number): number {
    this.end = at
    if (bytes[at] !== 0x2e) return 0
    let micros = 0
    let count = 0
    for (; count <= MAX_DECIMALS; count += 1) {
      const digit = (bytes[at + 1 + count] ?? 0) - 0x30
      if (digit < 0 || digit > 9) break
      if (count < KEPT_DECIMALS) micros = micros * 10 + digit
    }
    if (count === 0 || count > MAX_DECIMALS) return -1
    for (let i = count; i < KEPT_DECIMALS; i += 1) micros *= 10
    this.end = at + 1 + count
    return micros
  }

  /** Minutes east of UTC; NaN where there is no offset. */
  #readOffset(bytes: Uint8Array, at: number): number {
    const sign = bytes[at]
    if (sign === 0x5a) {
      this.end = at + 1
      return 0
    }
    if ((sign !== 0x2b && sign !== DASH) || bytes[at + 3] !== COLON) return Number.NaN
    const hour = twoDigits(bytes, at + 1)
    const minute = twoDigits(bytes, at + 4)
    if ((hour | minute) < 0) return Number.NaN
    this.end = at + 6
    if (hour > 23 || minute > 59) return NO_SUCH_OFFSET
    return sign === DASH ? -(hour * 60 + minute) : hour * 60 + minute
  }
}

const NO_SUCH_OFFSET = 10_000

function hasMinuteForm(bytes: Uint8Array, at: number): boolean {
  const separator = bytes[at + 10]
  return (
    twoDigits(bytes, at) >= 0 &&
    twoDigits(bytes, at + 2) >= 0 &&
    bytes[at + 4] === DASH &&
    twoDigits(bytes, at + 5) >= 0 &&
    bytes[at + 7] === DASH &&
    twoDigits(bytes, at + 8) >= 0 &&
    (separator === 0x54 || separator === 0x20) &&
    twoDigits(bytes, at + 11) >= 0 &&
    bytes[at + 13] === COLON &&
    twoDigits(bytes, at + 14) >= 0
  )
}

/** Seconds since 1970 of a date, an hour and a minute such as `2023-12-26T09:34`; NaN for no such. */
export function minuteSecondsAt(bytes: Uint8Array, at: number): number {
  return hasMinuteForm(bytes, at) ? readMinute(bytes, at) : Number.NaN
}

/** Seconds since 1970 of `2023-12-26T09:34`, whose form is right; NaN where no clock shows that. */
function readMinute(bytes: Uint8Array, at: number): number {
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2)
  const month = twoDigits(bytes, at + 5)
  const day = twoDigits(bytes, at + 8)
  const hour = twoDigits(bytes, at + 11)
  const minute = twoDigits(bytes, at + 14)
  if (!isRealDate(year, month, day) || hour > 23 || minute > 59) return Number.NaN
  return daysFromCivil(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30
  const ones = (bytes[at + 1] ?? 0) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

/** Longest form: 2023-12-26T09:34:27.123456789+00:00 */
const MAX_LENGTH = 35
const reader = new TimestampReader()
const scratch = new Uint8Array(MAX_LENGTH + 17)
const scratchView = new DataView(scratch.buffer)

/** Reads a whole text as `TimestampReader.read` does; what follows a timestamp makes it none. */
export function parseTimestamp(text: string): number {
  if (text.length > MAX_LENGTH) return NOT_A_TIMESTAMP
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return NOT_A_TIMESTAMP
    scratch[i] = code
  }
  scratch[text.length] = 0
  const microseconds = reader.read(scratch, scratchView, 0)
  return reader.end === text.length || microseconds === NOT_A_TIMESTAMP
    ? microseconds
    : NOT_A_TIMESTAMP
}
