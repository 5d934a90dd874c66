/** Which character stands before a number's decimals. */
export type DecimalSign = '.' | ','

const POINT = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const COMMA = /^-?(?:0|[1-9]\d*)(?:,\d+)?(?:[eE][+-]?\d+)?$/
const WHOLE = /^-?\d+$/
const LEADING_ZEROS = /^(-?)0+(?=\d)/
const MOST_EXACT = 2 ** 53

/** Whether a text is a number as JSON writes it and nothing around it, but for the decimal sign. */
export function isNumberText(text: string, decimal: DecimalSign): boolean {
  return (decimal === '.' ? POINT : COMMA).test(text)
}

/** The double of such a text, infinite where it is too large for one. -0 is 0. */
export function numberOfText(text: string, decimal: DecimalSign): number {
  return Number(decimal === '.' ? text : text.replace(',', '.')) + 0
}

/** The text of a double that reads as that very double: no whole number that may stand for another. */
export function textOfNumber(number: number): string {
  const isLarge = Number.isInteger(number) && Math.abs(number) > MOST_EXACT
  return isLarge ? number.toExponential() : String(number)
}

/**
 * Whether a double stands for a whole number that it may not hold exactly: one beyond 2^53 that is
 * written in digits alone. What has decimals or an exponent is a measured value, and is rounded.
 */
export function isInexactWhole(text: string, number: number): boolean {
  const size = Math.abs(number)
  if (size < MOST_EXACT || !WHOLE.test(text)) return false
  return size > MOST_EXACT || BigInt(text) !== BigInt(number)
}

/** Numbers that no channel of numbers takes as they are written. */
const oddNumbers = {
  leadingZero: 'a number with a leading zero',
  plusSign: 'a number with a plus sign',
  inexact: 'a whole number beyond 2^53, which no 64-bit number holds exactly',
} as const
export type OddNumber = keyof typeof oddNumbers

/** Which of them a text is, whatever stands before its decimals; null for any other text. */
export function oddNumber(text: string): OddNumber | null {
  const [, sign, digits = ''] = ODD.exec(text) ?? []
  if (sign === undefined) return null
  if (sign === '+') return 'plusSign'
  if (/^0\d/.test(digits)) return 'leadingZero'
  return isInexactWhole(text, Number(text)) ? 'inexact' : null
}

const ODD = /^([+-]?)(\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)$/

export function oddNumberWords(odd: OddNumber): string {
  return `${oddNumbers[odd]}; the kind "word" keeps it`
}

/**
 * What a value is compared by with those that a definition lists. Numbers are compared as numbers,
 * so 1, "1", 01 and 1.0 are one; all else as text, true and false, too.
 */
export function comparedValue(
  value: string | number | boolean,
  decimal: DecimalSign,
): number | string {
  if (typeof value === 'number') return value + 0
  const text = String(value)
  const bare = text.replace(LEADING_ZEROS, '$1')
  if (!isNumberText(bare, decimal)) return text
  const number = numberOfText(bare, decimal)
  return Number.isFinite(number) && !isInexactWhole(bare, number) ? number : text
}
