import { blanksEnd } from './bytes'
import { numberEnd, readNumber } from './numbers'
import { takeText } from './plans'

export const QUOTE: u8 = 0x22
export const COMMA: u8 = 0x2c
export const COLON: u8 = 0x3a
export const OPEN: u8 = 0x7b
export const CLOSE: u8 = 0x7d
const BACKSLASH: u8 = 0x5c
const OPEN_LIST: u8 = 0x5b
const CLOSE_LIST: u8 = 0x5d
const SPACE: u8 = 0x20
const POINT: u32 = 0x2e

/** Values that stand deeper inside others are left to the exact way. */
const DEEPEST: u32 = 64

/** Whether the last string is ASCII without escapes. */
export let isPlainString: bool = false

/**
 * Where the closing quote of the string stands whose first byte is at `at`; 0 where none comes before
 * a byte that no string holds. Whether its escapes and its UTF-8 are sound, its meaning tells.
 */
export function stringEnd(at: usize): usize {
  let upper: u32 = 0
  let isPlain = true
  for (;;) {
    const here = v128.load(at)
    const ends = v128.or(
      i8x16.lt_u(here, i8x16.splat(SPACE)),
      v128.or(i8x16.eq(here, i8x16.splat(QUOTE)), i8x16.eq(here, i8x16.splat(BACKSLASH))),
    )
    const mask = <u32>i8x16.bitmask(ends)
    const bits = <u32>i8x16.bitmask(here)
    if (mask == 0) {
      upper |= bits
      at += 16
      continue
    }
    const length = ctz(mask)
    upper |= bits & ((1 << length) - 1)
    at += length
    const byte = load<u8>(at)
    if (byte == QUOTE) break
    if (byte != BACKSLASH || load<u8>(at, 1) < SPACE) return 0
    isPlain = false
    at += 2
  }
  isPlainString = isPlain && upper == 0
  return at
}

@inline
export function isNull(at: usize): bool {
  return load<u32>(at) == 0x6c6c756e
}

/** Where a number, true or false ends; 0 where there is none. */
export function literalEnd(at: usize): usize {
  if (load<u32>(at) == 0x65757274) return at + 4
  if (load<u8>(at) == 0x66 && load<u32>(at, 1) == 0x65736c61) return at + 5
  return isNaN(readNumber(at, POINT)) ? 0 : numberEnd
}

/** Passes over any value; returns where it ends, or 0 where it is not sound, or too deep. */
export function skipValue(at: usize, plan: usize): usize {
  let depth: u32 = 0
  /** A bit for each level that is an object, the innermost one last. */
  let objects: u64 = 0
  do {
    const first = load<u8>(at)
    /** Whether another value follows, within what is open. */
    let goesOn = false
    if (first == OPEN || first == OPEN_LIST) {
      if (depth == DEEPEST) return 0
      depth++
      objects = (objects << 1) | <u64>(first == OPEN)
      at = blanksEnd(at + 1)
      goesOn = load<u8>(at) != closer(objects)
    } else {
      at = skipPlain(at, plan)
      if (at == 0) return 0
      if (depth > 0) at = blanksEnd(at)
    }
    while (!goesOn && depth > 0) {
      if (load<u8>(at) == closer(objects)) {
        at++
        objects >>= 1
        depth--
        if (depth > 0) at = blanksEnd(at)
      } else if (load<u8>(at) == COMMA) {
        at = blanksEnd(at + 1)
        goesOn = true
      } else return 0
    }
    if (depth > 0 && (objects & 1) == 1) {
      at = skipKey(at, plan)
      if (at == 0) return 0
    }
  } while (depth > 0)
  return at
}

@inline
function closer(objects: u64): u8 {
  return (objects & 1) == 1 ? CLOSE : CLOSE_LIST
}

/** Passes over a key, its colon and the blanks around that. */
function skipKey(at: usize, plan: usize): usize {
  if (load<u8>(at) != QUOTE) return 0
  const end = skipPlain(at, plan)
  if (end == 0) return 0
  const colon = blanksEnd(end)
  return load<u8>(colon) == COLON ? blanksEnd(colon + 1) : 0
}

/** Passes over a value that holds no others. */
function skipPlain(at: usize, plan: usize): usize {
  if (load<u8>(at) == QUOTE) {
    const end = stringEnd(at + 1)
    return end != 0 && takeText(at + 1, end, plan, 0, isPlainString) ? end + 1 : 0
  }
  return isNull(at) ? at + 4 : literalEnd(at)
}
