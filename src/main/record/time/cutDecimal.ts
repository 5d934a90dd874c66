import { appendDigits, digitsEnd, powerOfTen } from './digits'

const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const COMMA = 0x2c
const ZERO = 0x30
/** More than any moment has microseconds; below it all whole numbers are exact as doubles. */
const LIMIT = 2 ** 53
/** Beyond this an exponent makes of any text of a line 0, or more than LIMIT. */
const MOST_EXPONENT = 2 ** 30

/**
 * The number of a text times a power of ten, without what then stands behind the point: exact,
 * because digits are gathered and no fraction is ever rounded. Infinite from 2^53 on, NaN for a text
 * that is no number as JSON writes it.
 */
export function cutDecimal(text: string, power: number, decimal: '.' | ','): number {
  const first = text.charCodeAt(0) === MINUS ? 1 : 0
  const wholeEnd = digitsEnd(text, first)
  if (wholeEnd === first) return Number.NaN
  if (text.charCodeAt(first) === ZERO && wholeEnd > first + 1) return Number.NaN
  let at = wholeEnd
  let decimals = 0
  if (text.charCodeAt(at) === (decimal === '.' ? POINT : COMMA)) {
    at = digitsEnd(text, wholeEnd + 1)
    decimals = at - wholeEnd - 1
    if (decimals === 0) return Number.NaN
  }
  let exponent = 0
  if ((text.charCodeAt(at) | 0x20) === 0x65) {
    const sign = text.charCodeAt(at + 1)
    const start = sign === MINUS || sign === PLUS ? at + 2 : at + 1
    at = digitsEnd(text, start)
    if (at === start) return Number.NaN
    for (let i = start; i < at; i += 1) {
      exponent = Math.min(exponent * 10 + text.charCodeAt(i) - ZERO, MOST_EXPONENT)
    }
    if (sign === MINUS) exponent = -exponent
  }
  if (at !== text.length) return Number.NaN

  // A double that grows digit by digit is exact as long as that matters, below LIMIT.
  const keptDecimals = exponent + power
  const end = keptDecimals < 0 ? Math.max(first, wholeEnd + keptDecimals) : wholeEnd
  let value = appendDigits(0, text, first, end)
  if (keptDecimals > 0) {
    const decimalsAt = wholeEnd + 1
    value = appendDigits(value, text, decimalsAt, decimalsAt + Math.min(decimals, keptDecimals))
    // 10^17 times anything but 0 is beyond LIMIT.
    if (value > 0) value *= powerOfTen(Math.max(0, keptDecimals - decimals))
  }
  if (value >= LIMIT) return first === 1 ? -Infinity : Infinity
  return first === 1 ? 0 - value : value
}
