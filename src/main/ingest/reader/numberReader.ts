import { skipNumber } from './jsonGrammar'
import { decodeUtf8 } from './utf8'

const DOT = 0x2e
const MINUS = 0x2d
const MAX_EXACT_INTEGER = 2 ** 53

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))
/** Each power as the sum of two halves of at most 26 bits, whose products with such halves are exact. */
const POWERS_HIGH = POWERS.map((power) => highHalf(power))
const POWERS_LOW = POWERS.map((power, i) => power - (POWERS_HIGH[i] ?? 0))
/** Integers below this are exact as doubles when they are multiplied by 10^i. */
const EXACT_TIMES_POWER = POWERS.map((_, i) => MAX_EXACT_INTEGER / 5 ** i)
const MAX_SECOND_DIGITS = 9

/** Reads JSON numbers from bytes, to the very double that JSON.parse gives. */
export class NumberReader {
  /** Where the last number ended, when one was read. */
  end = 0

  /**
   * Reads the JSON number at `at`; NaN when there is none. It may be infinite, as 1e400 is. Behind
   * the last digit there must be a byte that is none, and room for three more.
   *
   * Up to 17 decimals are gathered in two integers, eight and the rest. A mantissa below 2^53
   * divided by an exact power of ten is one correctly rounded operation (W. D. Clinger, "How to
   * read floating point numbers accurately", 1990). A longer one is divided in two steps
   * (`divide`). What neither can do exactly (more digits, exponents) is read by `Number`.
   */
  read(bytes: Uint8Array, view: DataView, at: number): number {
    const negative = bytes[at] === MINUS
    const integerStart = negative ? at + 1 : at
    let i = integerStart
    let integer = 0
    let digit = (bytes[i] ?? 0) - 0x30
    while (digit >= 0 && digit <= 9 && i - integerStart < 9) {
      integer = (Math.imul(integer, 10) + digit) | 0
      i += 1
      digit = (bytes[i] ?? 0) - 0x30
    }
    if (i === integerStart) return Number.NaN
    if (bytes[integerStart] === 0x30 && i > integerStart + 1) return Number.NaN
    if (bytes[i] !== DOT) {
      if (mayGoOn(bytes[i])) return this.#readSlowly(bytes, at)
      this.end = i
      return negative ? -integer : integer
    }

    i += 1
    const decimalStart = i
    let first = 0
    let second = 0
    let secondDigits = 0
    const upper = fourDigits(view, i)
    const lower = fourDigits(view, i + 4)
    if (upper >= 0 && lower >= 0) {
      first = upper * 10_000 + lower
      i += 8
      const secondStart = i
      for (let four = fourDigits(view, i); four >= 0; four = fourDigits(view, i)) {
        if (i - secondStart > 4) return this.#readSlowly(bytes, at)
        second = second * 10_000 + four
        i += 4
      }
      digit = (bytes[i] ?? 0) - 0x30
      while (digit >= 0 && digit <= 9) {
        if (i - secondStart === MAX_SECOND_DIGITS) return this.#readSlowly(bytes, at)
        second = second * 10 + digit
        i += 1
        digit = (bytes[i] ?? 0) - 0x30
      }
      secondDigits = i - secondStart
    } else {
      digit = (bytes[i] ?? 0) - 0x30
      while (digit >= 0 && digit <= 9) {
        first = (Math.imul(first, 10) + digit) | 0
        i += 1
        digit = (bytes[i] ?? 0) - 0x30
      }
      if (i === decimalStart) return Number.NaN
    }
    if (mayGoOn(bytes[i])) return this.#readSlowly(bytes, at)

    const decimals = i - decimalStart
    const leading = integer * (POWERS[decimals - secondDigits] ?? 1) + first
    if (leading >= (EXACT_TIMES_POWER[secondDigits] ?? 0)) return this.#readSlowly(bytes, at)
    const high = leading * (POWERS[secondDigits] ?? 1)
    const value =
      high + second < MAX_EXACT_INTEGER
        ? (high + second) / (POWERS[decimals] ?? 1)
        : divide(high, second, decimals)
    if (Number.isNaN(value)) return this.#readSlowly(bytes, at)
    this.end = i
    return negative ? -value : value
  }

  /** Any JSON number, by way of its text. */
  #readSlowly(bytes: Uint8Array, at: number): number {
    const end = skipNumber(bytes, at)
    if (end < 0) return Number.NaN
    this.end = end
    return Number(decodeUtf8(bytes.subarray(at, end)))
  }
}

/** True for a digit, `.`, `e` and `E`. */
function mayGoOn(byte: number | undefined): boolean {
  return byte !== undefined && (byte === DOT || (byte | 0x20) === 0x65 || (byte ^ 0x30) <= 9)
}

/** The number that four ASCII digits at `at` make, or -1 when they are not all digits. */
function fourDigits(view: DataView, at: number): number {
  const digits = view.getInt32(at, true) ^ 0x30303030
  // Adding 0x76 to a byte above 9 sets its upper bit.
  if ((((digits + 0x76767676) | digits) & 0x80808080) !== 0) return -1
  const pairs = Math.imul(digits, 10) + (digits >>> 8)
  return (pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff)
}

/**
 * (high + low) / 10^power, correctly rounded, or NaN when that can't be told. `high` and `low` are
 * integers, exact as doubles, and `high` is the larger.
 *
 * A first quotient and its exact remainder (T. J. Dekker, "A floating-point technique for extending
 * the available precision", 1971) give a correction that is right to one part in 2^51. Rounding is
 * monotone: when the quotient plus a little less and plus a little more than the correction round
 * to one double, the true value rounds to it too.
 */
function divide(high: number, low: number, power: number): number {
  const scale = POWERS[power] ?? 1
  const scaleHigh = POWERS_HIGH[power] ?? 1
  const scaleLow = POWERS_LOW[power] ?? 0
  const sum = high + low
  const rest = low - (sum - high)

  const quotient = sum / scale
  const product = quotient * scale
  const quotientHigh = highHalf(quotient)
  const quotientLow = quotient - quotientHigh
  const productError =
    quotientHigh * scaleHigh -
    product +
    quotientHigh * scaleLow +
    quotientLow * scaleHigh +
    quotientLow * scaleLow
  const correction = (sum - product - productError + rest) / scale

  const doubt = Math.abs(correction) * 2 ** -50
  const below = quotient + (correction - doubt)
  const above = quotient + (correction + doubt)
  return below === above ? below : Number.NaN
}

/** The upper 26 bits of a double's mantissa (G. W. Veltkamp's splitting). */
function highHalf(value: number): number {
  const scaled = value * 134_217_729
  return scaled - (scaled - value)
}
