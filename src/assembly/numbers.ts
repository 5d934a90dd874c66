import { isDigit } from './bytes'

/** Reads a JSON number by way of its text; what is too long or too fine for the ways here. */
@external('env', 'slowNumber')
declare function slowNumber(start: usize, end: usize): f64

/** Powers of ten that a double holds exactly, and those that fit 64 bits. */
const EXACT: usize = memory.data(8 * 23, 16)
const WHOLE: usize = memory.data(8 * 20, 16)
/** For each count of digits: which byte of sixteen goes where, so that the last digit is the last. */
const SHIFTS: usize = memory.data(16 * 17, 16)
/** 5^q for q from LEAST to MOST as 128 bits, the upper half first; filled by whoever loads this. */
export const LEAST_POWER: i32 = -64
export const MOST_POWER: i32 = 64
const FIVES: usize = memory.data(16 * 129, 16)
/** A mantissa of more digits may not fit 64 bits. */
const MOST_DIGITS: u32 = 19

export function fivesAt(): usize {
  return FIVES
}

export function prepareNumbers(): void {
  store<f64>(EXACT, 1)
  store<u64>(WHOLE, 1)
  for (let i: usize = 1; i < 23; i++) store<f64>(EXACT + i * 8, load<f64>(EXACT + i * 8 - 8) * 10)
  for (let i: usize = 1; i < 20; i++) store<u64>(WHOLE + i * 8, load<u64>(WHOLE + i * 8 - 8) * 10)
  for (let n: i32 = 0; n <= 16; n++) {
    for (let i: i32 = 0; i < 16; i++) {
      const from = i - (16 - n)
      // A place beyond all bytes gives a 0.
      store<u8>(SHIFTS + n * 16 + i, from < 0 ? 0x80 : <u8>from)
    }
  }
}

/** Where the last number ended, when one was read. */
export let numberEnd: usize = 0

/** How many of the sixteen bytes at `v` are digits before the first that is none; less 0x30 each. */
@inline
function countDigits(v: v128): u32 {
  return ctz<u32>(<u32>i8x16.bitmask(i8x16.gt_u(v, i8x16.splat(9))) | 0x10000)
}

/** The number that the first `count` of sixteen digits make. */
@inline
function valueOf(digits: v128, count: u32): u64 {
  const d = v128.swizzle(digits, v128.load(SHIFTS + (count << 4)))
  const tens = i16x8.mul(v128.and(d, i16x8.splat(0xff)), i16x8.splat(10))
  const pairs = i16x8.add(tens, i16x8.shr_u(d, 8))
  let t = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1))
  t = i16x8.narrow_i32x4_s(t, t)
  t = i32x4.dot_i16x8_s(t, i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1))
  return (
    <u64>(<u32>i32x4.extract_lane(t, 0)) * 100000000 + <u64>(<u32>i32x4.extract_lane(t, 1))
  )
}

/**
 * Reads the JSON number at `at`, with `sign` before its decimals; NaN where there is none. It may be
 * infinite. It is the very double that JSON.parse gives (see `toDouble`).
 */
export function readNumber(at: usize, sign: u32): f64 {
  const isNegative = load<u8>(at) == 0x2d
  let p = at + <usize>isNegative
  const head = i8x16.sub(v128.load(p), i8x16.splat(0x30))
  let digits = countDigits(head)
  if (digits == 0 || (load<u8>(p) == 0x30 && digits > 1)) return NaN
  let mantissa = valueOf(head, digits)
  p += digits
  if (digits == 16) {
    for (; isDigit(load<u8>(p)); p++) {
      if (digits == MOST_DIGITS) return slowly(at, sign)
      mantissa = mantissa * 10 + load<u8>(p) - 0x30
      digits++
    }
  }
  let decimals: u32 = 0
  if (load<u8>(p) == sign) {
    p++
    const tail = i8x16.sub(v128.load(p), i8x16.splat(0x30))
    decimals = countDigits(tail)
    if (decimals == 0) return NaN
    if (digits + decimals > MOST_DIGITS) return slowly(at, sign)
    mantissa = mantissa * load<u64>(WHOLE + (decimals << 3)) + valueOf(tail, decimals)
    p += decimals
    if (decimals == 16) {
      for (; isDigit(load<u8>(p)); p++) {
        if (digits + decimals == MOST_DIGITS) return slowly(at, sign)
        mantissa = mantissa * 10 + load<u8>(p) - 0x30
        decimals++
      }
    }
  }
  let power = -<i32>decimals
  if ((load<u8>(p) | 0x20) == 0x65) {
    p++
    const isDown = load<u8>(p) == 0x2d
    if (isDown || load<u8>(p) == 0x2b) p++
    if (!isDigit(load<u8>(p))) return NaN
    let exponent: i32 = 0
    for (; isDigit(load<u8>(p)); p++) {
      if (exponent > 9999) return slowly(at, sign)
      exponent = exponent * 10 + load<u8>(p) - 0x30
    }
    power += isDown ? -exponent : exponent
  }
  const value = toDouble(mantissa, power)
  if (isNaN(value)) return slowly(at, sign)
  numberEnd = p
  return isNegative ? -value : value
}

/** Where the digits that begin at `at` end. */
function digitsEnd(at: usize): usize {
  while (isDigit(load<u8>(at))) at++
  return at
}

function slowly(at: usize, sign: u32): f64 {
  let p = digitsEnd(at + <usize>(load<u8>(at) == 0x2d))
  if (load<u8>(p) == sign) {
    const decimals = digitsEnd(p + 1)
    if (decimals == p + 1) return NaN
    p = decimals
  }
  if ((load<u8>(p) | 0x20) == 0x65) {
    const exponent = load<u8>(p, 1) == 0x2d || load<u8>(p, 1) == 0x2b ? p + 2 : p + 1
    p = digitsEnd(exponent)
    if (p == exponent) return NaN
  }
  numberEnd = p
  return slowNumber(at, p)
}

/**
 * mantissa * 10^power, correctly rounded; NaN where that can't be told here. A mantissa below 2^53
 * and an exact power of ten make one correctly rounded operation (W. D. Clinger, "How to read
 * floating point numbers accurately", 1990); the rest by 128 bits of 5^power (D. Lemire, "Number
 * parsing at a gigabyte per second", 2021).
 */
@inline
function toDouble(mantissa: u64, power: i32): f64 {
  if (mantissa < (<u64>1) << 53) {
    if (power <= 0 && power >= -22) return <f64>mantissa / load<f64>(EXACT + (-power << 3))
    if (power > 0 && power <= 22) return <f64>mantissa * load<f64>(EXACT + (power << 3))
    if (mantissa == 0) return 0
  }
  if (power < LEAST_POWER || power > MOST_POWER) return NaN
  return byProduct(mantissa, power)
}

@inline
function upperHalf(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff
  const a1 = a >> 32
  const b0 = b & 0xffffffff
  const b1 = b >> 32
  const middle = a1 * b0 + ((a0 * b0) >> 32)
  const other = a0 * b1 + (middle & 0xffffffff)
  return a1 * b1 + (middle >> 32) + (other >> 32)
}

function byProduct(mantissa: u64, power: i32): f64 {
  const zeros = <i32>clz<u64>(mantissa)
  const w = mantissa << zeros
  const five = FIVES + ((power - LEAST_POWER) << 4)
  let upper = upperHalf(w, load<u64>(five))
  let lower = w * load<u64>(five)
  if ((upper & 0x1ff) == 0x1ff) {
    const more = upperHalf(w, load<u64>(five, 8))
    lower += more
    if (more > lower) upper++
  }
  // Outside of these powers the 128 bits of 5^power are cut, and this is too close to tell.
  if (lower == 0xffffffffffffffff && (power < -27 || power > 55)) return NaN
  const isUpper = <i32>(upper >> 63)
  let m = upper >> (isUpper + 9)
  let exponent = ((217706 * power) >> 16) + 63 + isUpper - zeros + 1023
  if (exponent <= 0 || exponent >= 2046) return NaN
  // Half-way between two doubles: to the even one.
  if (lower <= 1 && power >= -4 && power <= 23 && (m & 3) == 1 && m << (isUpper + 9) == upper) {
    m &= ~(<u64>1)
  }
  m += m & 1
  m >>= 1
  if (m >= (<u64>1) << 53) {
    m = (<u64>1) << 52
    exponent++
  }
  m &= ~((<u64>1) << 52)
  return reinterpret<f64>(m | ((<u64>exponent) << 52))
}
