const ZERO = 0x30

/** The number that so many digits at a place make; -1 where there are not all digits. */
export function digitsAt(text: string, at: number, count: number): number {
  if (at < 0 || at + count > text.length) return -1
  let value = 0
  for (let i = at; i < at + count; i += 1) {
    const digit = text.charCodeAt(i) - ZERO
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** Where the digits at a place end. */
export function digitsEnd(text: string, at: number): number {
  let end = at
  while (end < text.length) {
    const digit = text.charCodeAt(end) - ZERO
    if (digit < 0 || digit > 9) break
    end += 1
  }
  return end
}

/** What the digits between two places add behind a number; exact below 2^53. */
export function appendDigits(value: number, text: string, start: number, end: number): number {
  let grown = value
  for (let i = start; i < end; i += 1) grown = grown * 10 + (text.charCodeAt(i) - ZERO)
  return grown
}

/** The microseconds of a second's decimals, of which those beyond six are cut. */
export function microsOfDecimals(text: string, start: number, end: number): number {
  const kept = Math.min(end - start, 6)
  return appendDigits(0, text, start, start + kept) * powerOfTen(6 - kept)
}

const POWERS = Float64Array.from({ length: 18 }, (_, i) => 10 ** i)

/** 10^n of a whole n of at least 0; that of 17 for larger ones. */
export function powerOfTen(n: number): number {
  return POWERS[Math.min(n, 17)] ?? 1
}
