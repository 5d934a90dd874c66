/** From here to there a number is read at a glance; beyond, a row of noughts tells less than an exponent. */
const PLAIN_FROM = 1e-4
const PLAIN_TO = 1e12
/** With an exponent a number has no more digits than these. */
const EXPONENT_DIGITS = 6

const formats = new Map<number, Intl.NumberFormat>()

function significant(digits: number): Intl.NumberFormat {
  const known = formats.get(digits)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits })
  formats.set(digits, made)
  return made
}

/** A number with an exponent, as short as its digits allow: 1e300, -2.5e-9. */
export function withExponent(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(Math.max(1, Math.min(digits, 21))))
  return rounded.toExponential().replace('e+', 'e')
}

/** A value in so many significant digits, as many as can be compared by eye: 7,654.20204, 1e300. */
export function formatValue(value: number, digits = 9): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < PLAIN_FROM || size >= PLAIN_TO)) {
    return withExponent(value, Math.min(digits, EXPONENT_DIGITS))
  }
  return significant(digits).format(value)
}

/** Least and greatest of some values, with the digits that tell one from the other: '7,661.45 to 7,672.44'; of all the same, it. */
export function formatRange(low: number, high: number): string {
  if (low === high) return formatValue(low)
  const size = Math.max(Math.abs(low), Math.abs(high))
  const apart = high > low ? Math.ceil(Math.log10(size / (high - low))) : 0
  const digits = Math.max(6, Math.min(15, apart + 3))
  return `${formatValue(low, digits)} to ${formatValue(high, digits)}`
}
