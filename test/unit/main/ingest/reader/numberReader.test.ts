import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NumberReader } from '../../../../../src/main/ingest/reader/numberReader'
import { Random } from '../../../../fixtures/generator/random'
import { fuzzed } from '../../../../helpers/fuzz'

const reader = new NumberReader()
const encoder = new TextEncoder()
const room = new Uint8Array(256)
const roomView = new DataView(room.buffer)

/** The number that `text` begins with and how many characters it took; null where there is none. */
function read(text: string): { value: number; length: number } | null {
  room.fill(0, encoder.encodeInto(text, room).written)
  const value = reader.read(room, roomView, 0)
  return Number.isNaN(value) ? null : { value, length: reader.end }
}

/** What is wrong with how a JSON number is read; null when it is the very double of JSON.parse. */
function difference(text: string): string | null {
  const found = read(`${text},`)
  const isSame = Object.is(found?.value, JSON.parse(text)) && found?.length === text.length
  return isSame ? null : `${text} was read as ${found?.value}`
}

const digits = (minLength: number, maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength }).map((list) => list.join(''))

describe('NumberReader', () => {
  it.each([
    '0',
    '-0',
    '-0.0',
    '7',
    '8020.290000000006',
    '300047.9000000015',
    '-11.059999999999961',
    '-37.82899999999994',
    '14.610000000000001',
    '5.1379999999999615',
    '0.11299999999996102',
    '0.1',
    '0.30000000000000004',
    '999999999',
    '1000000000',
    '9007199254740991',
    '9007199254740992',
    '9007199254740993',
    '9007199254740993.0',
    '900719925474099.3',
    '9.007199254740993',
    '9.0071992547409935',
    '123456789.123456789',
    '0.000000000000000000000123',
    '0.0000000000000000000000000123',
    '1.7976931348623157e308',
    '1e400',
    '-1e400',
    '5e-324',
    '1e-400',
    '2.2250738585072011e-308',
    '1E5',
    '1e+5',
    '1.5e-7',
    '0e0',
    '123456789012345678901234567890',
    '0.123456789012345678901234567890',
    '1.00000000000000011102230246251565404236316680908203125',
    '1.00000000000000011102230246251565404236316680908203124',
    '1.00000000000000011102230246251565404236316680908203126',
  ])('reads %s as JSON.parse does', (text) => {
    expect(difference(text)).toBeNull()
  })

  it.each(['', '-', '+1', '.5', '-.5', '1.', '1.e5', '1e', '1e+', '01', '-01', '00.5', 'x', 'NaN'])(
    'finds no number in %j',
    (text) => {
      expect(read(text)).toBeNull()
    },
  )

  it.each([
    ['1.5.5', 3],
    ['12x', 2],
    ['12"', 2],
    ['12 ', 2],
    ['12.345678901}', 12],
    ['1e5e5', 3],
  ])('ends at the end of the number in %j', (text, length) => {
    expect(read(text)?.length).toBe(length)
  })

  it('reads a million numbers of every form as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed)
        let wrong: string | null = null
        for (let i = 0; i < 10_000 && wrong === null; i += 1) wrong = difference(anyNumber(random))
        expect(wrong).toBeNull()
      }),
      { numRuns: fuzzed(100) },
    )
  }, 3_600_000)

  it('reads any double as JSON writes it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(difference(JSON.stringify(value))).toBeNull()
      }),
      { numRuns: 20_000 },
    )
  })

  it('reads sums of hundredths and thousandths, as packages hold them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -400_000, max: 400_000, noNaN: true }),
        fc.array(fc.integer({ min: -2000, max: 2000 }), { minLength: 200, maxLength: 200 }),
        fc.constantFrom(100, 1000),
        (start, steps, unit) => {
          let sum = Math.round(start * unit) / unit
          for (const step of steps) {
            sum += step / unit
            expect(difference(String(sum))).toBeNull()
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('reads any digits around any point', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.oneof(
          fc.constant('0'),
          digits(0, 12).map((rest) => `1${rest}`),
          digits(0, 3).map((rest) => `9${rest}`),
        ),
        fc.option(digits(1, 24), { nil: null }),
        (negative, integer, decimals) => {
          expect(
            difference(
              `${negative ? '-' : ''}${integer}${decimals === null ? '' : `.${decimals}`}`,
            ),
          ).toBeNull()
        },
      ),
      { numRuns: 50_000 },
    )
  })

  it('rounds right beside the midpoints between doubles', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 999_999, noNaN: true }),
        fc.constantFrom(-1n, 0n, 1n),
        (value, beside) => {
          expect(difference(midpointAbove(value, beside))).toBeNull()
        },
      ),
      { numRuns: 5000 },
    )
  })
})

/** A JSON number: a double of any bits, a sum of hundredths, or digits around a point. */
function anyNumber(random: Random): string {
  const sign = random.integer(2) === 0 ? '' : '-'
  switch (random.integer(4)) {
    case 0: {
      const double = doubleOf(random.integer(2 ** 31) * 2 + random.integer(2), random)
      return Number.isFinite(double) ? JSON.stringify(double) : '0'
    }
    case 1:
      return String((random.integer(2 ** 30) * 0.01 - 5e6) / (1 + random.integer(8)))
    case 2:
      return `${sign}${wholePart(random)}.${someDigits(random)}`
    default: {
      const exponent = `${['', '-', '+'][random.integer(3)]}${random.integer(340)}`
      return `${sign}${wholePart(random)}.${someDigits(random)}${'eE'[random.integer(2)]}${exponent}`
    }
  }
}

const bits = new DataView(new ArrayBuffer(8))

function doubleOf(high: number, random: Random): number {
  bits.setUint32(0, high)
  bits.setUint32(4, random.integer(2 ** 31) * 2 + random.integer(2))
  return bits.getFloat64(0)
}

function someDigits(random: Random): string {
  const count = 1 + random.integer(25)
  let text = ''
  while (text.length < count) text += random.integer(10 ** 9)
  return text.slice(0, count)
}

function wholePart(random: Random): string {
  return random.integer(3) === 0 ? '0' : `${1 + random.integer(9)}${someDigits(random)}`
}

/** Seventeen digits of the number half way to the next double, give or take one in the last digit. */
function midpointAbove(value: number, beside: bigint): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigUint64(0, view.getBigUint64(0) + 1n)
  const gap = view.getFloat64(0) - value
  const decimals = Math.min(20, 17 - Math.max(1, Math.ceil(Math.log10(value))))
  const scale = 10n ** BigInt(decimals)
  const exactDigits = (number: number) => BigInt(Math.round(number * 2 ** 63)) * scale
  // Both are multiples of 2^-63 here, so half their sum is exact in units of 2^-64.
  const middle = exactDigits(value) * 2n + exactDigits(gap)
  const rounded = (middle >> 64n) + beside
  const text = rounded.toString().padStart(decimals + 1, '0')
  return `${text.slice(0, -decimals)}.${text.slice(-decimals)}`
}
