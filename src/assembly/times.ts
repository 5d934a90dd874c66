import { isDigit } from './bytes'
import { file } from './file'

/** The time that a record's texts make, which lie in PARTS; negative where they make none. */
@external('env', 'moment')
declare function moment(): f64

/** Seconds since 1970 of `2026-11-30T09:34`, 16 bytes; NaN where it is none. */
@external('env', 'minuteSeconds')
declare function minuteSeconds(at: usize): f64

/** The minute that was read last, and its seconds since 1970: lines share few of them. */
const LAST_MINUTE: usize = memory.data(16, 16)
let lastSeconds: f64 = NaN
/** Microseconds since 1970 beyond which no time is. */
let endUs: f64 = 0
/** Start and end of each text that the time is read from: at most ten. */
const PARTS: usize = memory.data(8 * 16, 16)
/** The time is read from texts. */
let isOfTexts: bool = false
/** Of times that count from a moment. */
export let isEpoch: bool = false
let epochPower: i32 = 0
let epochStartUs: f64 = 0
/** Moments that may stand for a missing time. */
let missingMoments: usize = 0
let missingCount: u32 = 0

/** Where the last time ended, when one was read. */
let timeEnd: usize = 0
/** The time that was read last. */
let lastUs: f64 = 0

export function partsAt(): usize {
  return PARTS
}

export function setTime(ofTexts: bool, end: f64, missing: usize, count: u32): void {
  isOfTexts = ofTexts
  endUs = end
  missingMoments = missing
  missingCount = count
  isEpoch = false
}

/** @param power of ten, from what is counted to microseconds */
export function setEpoch(power: i32, startUs: f64): void {
  isEpoch = true
  epochPower = power
  epochStartUs = startUs
}

/** Where the plain time at `at` ends, which is the record's; 0 where there is none. */
export function takeTime(at: usize): usize {
  lastUs = isEpoch ? readEpoch(at) : readTimestamp(at)
  if (!(lastUs >= 0 && lastUs < endUs)) return 0
  for (let i: u32 = 0; i < missingCount; i++) {
    if (load<f64>(missingMoments + (i << 3)) == lastUs) return 0
  }
  return timeEnd
}

/** Notes one of the texts that the time is read from. */
export function takePart(part: u32, start: usize, end: usize): void {
  store<u32>(PARTS + (part << 3), <u32>start)
  store<u32>(PARTS + (part << 3), <u32>end, 4)
}

/** The record's time in microseconds since 1970 UTC; negative where its texts make none. */
@inline
export function timeOfRecord(): f64 {
  return isOfTexts ? moment() : lastUs
}

@inline
function two(at: usize): u32 {
  const tens = <u32>load<u8>(at) - 0x30
  const ones = <u32>load<u8>(at, 1) - 0x30
  return tens < 10 && ones < 10 ? tens * 10 + ones : 100
}

/** RFC 3339, as `parseTimestamp` has it; what it has a reason for is left to it. */
function readTimestamp(at: usize): f64 {
  const isKnown = !v128.any_true(v128.xor(v128.load(at), v128.load(LAST_MINUTE)))
  if (!isKnown || isNaN(lastSeconds)) {
    const seconds = minuteSeconds(at)
    if (isNaN(seconds)) return -1
    v128.store(LAST_MINUTE, v128.load(at))
    lastSeconds = seconds
  }
  const second = two(at + 17)
  if (load<u8>(at, 16) != 0x3a || second > 59) return -1
  let p = at + 19
  let micros: u32 = 0
  if (load<u8>(p) == 0x2e) {
    p++
    let count: u32 = 0
    for (; isDigit(load<u8>(p)); p++) {
      if (count == 9) return -1
      if (count < 6) micros = micros * 10 + load<u8>(p) - 0x30
      count++
    }
    if (count == 0) return -1
    for (; count < 6; count++) micros *= 10
  }
  let offset: i32 = 0
  const sign = load<u8>(p)
  if (sign == 0x5a) p++
  else {
    const hour = two(p + 1)
    const minute = two(p + 4)
    if ((sign != 0x2b && sign != 0x2d) || load<u8>(p, 3) != 0x3a) return -1
    if (hour > 23 || minute > 59) return -1
    offset = hour * 60 + minute
    if (sign == 0x2d) offset = -offset
    p += 6
  }
  timeEnd = p
  return (lastSeconds + <f64>(<i32>second - offset * 60)) * 1000000 + <f64>micros
}

function digitsEnd(at: usize): usize {
  while (isDigit(load<u8>(at))) at++
  return at
}

/** Digits, with decimals or without, cut to microseconds; as `cutDecimal` has it. */
function readEpoch(at: usize): f64 {
  const wholeEnd = digitsEnd(at)
  const digits = <i32>(wholeEnd - at)
  if (digits == 0 || (load<u8>(at) == 0x30 && digits > 1)) return -1
  const kept = epochPower < 0 ? max(0, digits + epochPower) : digits
  if (kept > 15) return -1
  let value: f64 = 0
  for (let i: i32 = 0; i < kept; i++) value = value * 10 + <f64>(load<u8>(at + i) - 0x30)
  let end = wholeEnd
  let decimals: i32 = 0
  if (load<u8>(wholeEnd) == file.decimal) {
    end = digitsEnd(wholeEnd + 1)
    if (end == wholeEnd + 1) return -1
    decimals = max(0, min(epochPower, <i32>(end - wholeEnd) - 1))
    for (let i: i32 = 0; i < decimals; i++) {
      value = value * 10 + <f64>(load<u8>(wholeEnd + 1 + i) - 0x30)
    }
  }
  for (let i = decimals; i < epochPower; i++) value *= 10
  if ((load<u8>(end) | 0x20) == 0x65) return -1
  timeEnd = end
  return epochStartUs + value
}
