import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutDecimal } from '../../../../../src/main/record/time/cutDecimal'
import { fuzzed } from '../../../../helpers/fuzz'

const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters))

/** The same by whole numbers of any size. */
function reference(text: string, power: number): number {
  const match = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  if (match === null) return Number.NaN
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match
  const shift = Number(exponent) + power - decimals.length
  const digits = BigInt(whole + decimals)
  const cut = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift)
  if (cut >= 2n ** 53n) return sign === '-' ? -Infinity : Infinity
  return sign === '-' ? 0 - Number(cut) : Number(cut)
}

const digits = (fewest: number, most: number) =>
  fc.string({ unit: oneOf('0123456789'), minLength: fewest, maxLength: most })
const number = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.constant('0'), fc.bigInt({ min: 0n, max: 10n ** 22n }).map(String)),
    fc.option(digits(1, 30), { nil: '' }),
    fc.option(fc.integer({ min: -40, max: 40 }), { nil: undefined }),
    fc.constantFrom('e', 'E', 'e+'),
  )
  .map(([sign, whole, decimals, exponent, e]) => {
    const tail = exponent === undefined ? '' : `${exponent < 0 ? e.charAt(0) : e}${exponent}`
    return `${sign}${whole}${decimals === '' ? '' : `.${decimals}`}${tail}`
  })

describe('cutDecimal', () => {
  it.each([
    ['1740829530.250123', 6, 1_740_829_530_250_123],
    ['1740829530.2501239999999999999', 6, 1_740_829_530_250_123],
    ['1.74e9', 6, 1_740_000_000_000_000],
    ['1740829530250123e-6', 6, 1_740_829_530_250_123],
    ['1771692777698352608', -3, 1_771_692_777_698_352],
    ['-0.0000019', 6, -1],
    ['-0.0000009', 6, 0],
    ['-0', 6, 0],
    ['0e999999999999', 6, 0],
    ['1e-999999999999', 6, 0],
    ['1e999999999999', 6, Infinity],
    ['-1e400', 0, -Infinity],
    ['9007199254740991', 0, 2 ** 53 - 1],
    ['9007199254740992', 0, Infinity],
    ['9007199254740993', 0, Infinity],
  ])('makes of %s times 10^%i the number %d', (text, power, wanted) =>
    expect(cutDecimal(text, power, '.')).toBe(wanted),
  )

  it.each([
    '',
    '-',
    '.5',
    '5.',
    '1.e3',
    '+1',
    '01',
    '-01',
    '1e',
    '1e+',
    '1,5',
    ' 1',
    '1 ',
    '0x10',
    'NaN',
    '1_0',
    '１',
    '1.2.3',
    '--1',
  ])('takes %j for no number', (text) => expect(cutDecimal(text, 6, '.')).toBeNaN())

  it('takes a comma where that is the sign, and then no point', () => {
    expect(cutDecimal('1740829530,250123', 6, ',')).toBe(1_740_829_530_250_123)
    expect(cutDecimal('1740829530.250123', 6, ',')).toBeNaN()
  })

  it('agrees with whole numbers of any size', () => {
    fc.assert(
      fc.property(number, fc.constantFrom(6, 3, 0, -3), (text, power) => {
        expect(cutDecimal(text, power, '.')).toBe(reference(text, power))
      }),
      { numRuns: fuzzed(20_000) },
    )
  })

  it('agrees on what is no number', () => {
    const soup = fc.string({ unit: oneOf('0123456789.-+eE, '), maxLength: 8 })
    fc.assert(
      fc.property(soup, (text) => {
        expect(cutDecimal(text, 3, '.')).toBe(reference(text, 3))
      }),
      { numRuns: fuzzed(20_000) },
    )
  })
})
