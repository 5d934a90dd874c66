import type { DecimalSign } from '#shared/telemetry/numberText'
import type { TimeUnit } from '#shared/telemetry/time'
import { END_MICROSECONDS } from './calendar'
import { powerOfTen } from './digits'

const POWERS: Readonly<Record<TimeUnit, number>> = { s: 6, ms: 3, us: 0, ns: -3 }
/** More digits than these a double may not hold. */
const MOST_DIGITS = 15

/** Reads times that count from a moment, from bytes. It takes the common ones; see `timeReader`. */
export class EpochReader {
  /** Where the last time ended, when one was read. */
  end = 0
  /** Of ten, from what is counted to microseconds. */
  readonly power: number
  readonly startUs: number
  readonly #sign: number

  constructor(unit: TimeUnit, startUs: number, decimal: DecimalSign) {
    this.power = POWERS[unit]
    this.startUs = startUs
    this.#sign = decimal === '.' ? 0x2e : 0x2c
  }

  /**
   * Reads digits, with decimals or without, at `at`: microseconds since 1970 UTC, cut, or -1 for what
   * it can't tell. Behind the bytes there must be one that is no digit.
   */
  read(bytes: Uint8Array, at: number): number {
    const wholeEnd = digitsEnd(bytes, at)
    if (wholeEnd === at || (bytes[at] === 0x30 && wholeEnd > at + 1)) return -1
    const power = this.power
    const keptEnd = power < 0 ? Math.max(at, wholeEnd + power) : wholeEnd
    if (keptEnd - at > MOST_DIGITS) return -1
    let value = 0
    for (let i = at; i < keptEnd; i += 1) value = value * 10 + (bytes[i] ?? 0) - 0x30
    let end = wholeEnd
    let decimals = 0
    if (bytes[wholeEnd] === this.#sign) {
      end = digitsEnd(bytes, wholeEnd + 1)
      if (end === wholeEnd + 1) return -1
      decimals = Math.max(0, Math.min(power, end - wholeEnd - 1))
      for (let i = 0; i < decimals; i += 1) {
        value = value * 10 + (bytes[wholeEnd + 1 + i] ?? 0) - 0x30
      }
    }
    if (power > decimals) value *= powerOfTen(power - decimals)
    if (((bytes[end] ?? 0) | 0x20) === 0x65) return -1
    this.end = end
    const micros = this.startUs + value
    return micros >= 0 && micros < END_MICROSECONDS ? micros : -1
  }
}

function digitsEnd(bytes: Uint8Array, at: number): number {
  let i = at
  for (;;) {
    const digit = (bytes[i] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return i
    i += 1
  }
}
