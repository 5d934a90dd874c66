/** Comparisons and searches, sixteen bytes at a time. Bytes behind the end may be read, not used. */

const LF: u8 = 0x0a
const CR: u8 = 0x0d
const TAB: u8 = 0x09
const SPACE: u8 = 0x20

@inline
export function isDigit(byte: u32): bool {
  return byte - 0x30 < 10
}

export function sameBytes(a: usize, b: usize, length: u32): bool {
  let i: u32 = 0
  for (; i + 16 <= length; i += 16) {
    if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false
  }
  if (i == length) return true
  const differ = v128.xor(v128.load(a + i), v128.load(b + i))
  const unequal = <u32>i8x16.bitmask(i8x16.ne(differ, i8x16.splat(0)))
  return (unequal & ((1 << (length - i)) - 1)) == 0
}

/** Whether no byte has its upper bit. */
export function isAscii(start: usize, end: usize): bool {
  let at = start
  for (; at + 16 <= end; at += 16) {
    if (i8x16.bitmask(v128.load(at)) != 0) return false
  }
  return (<u32>i8x16.bitmask(v128.load(at)) & ((1 << <u32>(end - at)) - 1)) == 0
}

/** The first of four bytes from `at` on; there must be one. */
export function firstOf(at: usize, a: u8, b: u8, c: u8, d: u8): usize {
  const as = i8x16.splat(a)
  const bs = i8x16.splat(b)
  const cs = i8x16.splat(c)
  const ds = i8x16.splat(d)
  let mask: u32 = 0
  for (; mask == 0; at += 16) {
    const here = v128.load(at)
    const hits = v128.or(
      v128.or(i8x16.eq(here, as), i8x16.eq(here, bs)),
      v128.or(i8x16.eq(here, cs), i8x16.eq(here, ds)),
    )
    mask = <u32>i8x16.bitmask(hits)
  }
  return at - 16 + ctz(mask)
}

@inline
export function isBlank(byte: u32): bool {
  return byte == SPACE || byte == TAB
}

/** Where the blanks that begin at `at` end. */
@inline
export function blanksEnd(at: usize): usize {
  while (isBlank(load<u8>(at))) at++
  return at
}

@inline
export function isLineEnd(at: usize): bool {
  const byte = load<u8>(at)
  return byte == LF || (byte == CR && load<u8>(at, 1) == LF)
}
