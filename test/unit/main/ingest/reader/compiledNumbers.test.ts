import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RowParser } from '../../../../../src/main/ingest/reader/formats/delimited/rowParser'
import { LineParser } from '../../../../../src/main/ingest/reader/formats/ndjson/lineParser'
import { definitionOf } from '../../../../helpers/definitions'
import { Random } from '../../../../fixtures/generator/random'
import { fuzzed } from '../../../../helpers/fuzz'
import { readRows } from './readRows'

afterEach(() => vi.restoreAllMocks())

const definitionIn = (file: object) =>
  definitionOf({
    file,
    time: { form: 'epoch', from: 't', unit: 's' },
    // Beyond 2^53 only what was measured is a number.
    channels: [{ name: 'v', from: 'v', kind: 'number', role: 'velocity' }],
  })

interface TableForm {
  readonly delimiter?: string
  readonly decimal?: string
}

/** Reads the numbers of a table, a line each; how many lines the exact way read is counted. */
function readTable(texts: readonly string[], form: TableForm = {}) {
  const exact = vi.spyOn(RowParser.prototype, 'parse')
  const { delimiter = ',' } = form
  const lines = texts.map((text, i) => `${i}${delimiter}${text}`)
  const text = [`t${delimiter}v`, ...lines, ''].join('\n')
  return valuesOf(text, { kind: 'delimited', ...form }, exact)
}

/** The same of objects. */
function readObjects(texts: readonly string[]) {
  const exact = vi.spyOn(LineParser.prototype, 'parse')
  const text = texts.map((number, i) => `{"t":${i},"v":${number}}\n`).join('')
  return valuesOf(text, { kind: 'ndjson' }, exact)
}

/** The same of objects whose numbers are texts. */
const readTexts = (texts: readonly string[]) => readObjects(texts.map((text) => `"${text}"`))

function valuesOf(text: string, file: object, exact: { mock: { calls: unknown[] } }) {
  exact.mock.calls.length = 0
  const { rows } = readRows(text, definitionIn(file), { maxLines: 20_000 })
  return { values: rows.map(([, , values]) => values[0]), exactly: exact.mock.calls.length }
}

/** The decimal expansion of the point half-way between a double and the next one, or near it. */
function halfway(value: number, digits: number): string {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, value)
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n)
  const [a, b] = [exactText(value), exactText(bits.getFloat64(0))]
  const scale = 10n ** 80n
  const middle = (scaled(a, scale) + scaled(b, scale)) / 2n
  const text = middle.toString().padStart(81, '0')
  return `${text.slice(0, -80)}.${text.slice(-80)}`.slice(0, digits + 1)
}
const exactText = (value: number): string => value.toFixed(60)
function scaled(text: string, scale: bigint): bigint {
  const [whole = '0', decimals = ''] = text.split('.')
  return (
    BigInt(whole) * scale + (BigInt(decimals.padEnd(80, '0').slice(0, 80)) * scale) / 10n ** 80n
  )
}

const digits = (min: number, max: number) =>
  fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: min,
    maxLength: max,
  })
const written = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String),
  fc
    .tuple(fc.integer({ min: 0, max: 999_999_999 }), digits(1, 25))
    .map(([whole, decimals]) => `${whole}.${decimals}`),
  fc
    .tuple(digits(1, 21), fc.integer({ min: -330, max: 310 }))
    .map(([mantissa, power]) => `${BigInt(mantissa)}e${power}`),
  fc
    .tuple(fc.double({ min: 1e-3, max: 1e15, noNaN: true }), fc.integer({ min: 15, max: 20 }))
    .map(([value, count]) => halfway(value, count)),
)
const valueOf = (text: string): number => Number(text.replace(/\.$/, ''))

describe.each([
  ['a table', readTable],
  ['objects', readObjects],
  ['objects, as text', readTexts],
])('numbers of %s', (_, read) => {
  /** Those that are not the very double of JSON.parse, and how many the exact way read. */
  function wrongOf(texts: readonly string[]) {
    const { values, exactly } = read(texts)
    expect(values).toHaveLength(texts.length)
    const wrong = texts.flatMap((text, i) => {
      const wanted = JSON.parse(text) + 0
      // No table nor record has an infinite number.
      const isSame = Object.is(values[i], Number.isFinite(wanted) ? wanted : null)
      return isSame ? [] : [`${text} was read as ${values[i]}`]
    })
    return { wrong, exactly }
  }

  it('are the very doubles that JSON.parse gives, and most are read the fast way', () => {
    const texts = fc
      .sample(written, { numRuns: fuzzed(60_000), seed: 7 })
      .filter((text) => /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text))
      .filter((text) => Number.isFinite(valueOf(text)))
    const { wrong, exactly } = wrongOf(texts)
    expect(wrong).toEqual([])
    expect(exactly).toBeLessThan(texts.length / 100)
  })

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
  ])('are read as JSON.parse reads %s', (text) => {
    expect(wrongOf([text]).wrong).toEqual([])
  })

  it('are those of JSON.parse for a million of every form', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(seed)
        const { wrong } = wrongOf(Array.from({ length: 10_000 }, () => anyNumber(random)))
        expect(wrong).toEqual([])
      }),
      { numRuns: fuzzed(34) },
    )
  }, 3_600_000)

  it('are right where they are sums of hundredths and thousandths, as packages hold them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -400_000, max: 400_000, noNaN: true }),
        fc.array(fc.integer({ min: -2000, max: 2000 }), { minLength: 200, maxLength: 200 }),
        fc.constantFrom(100, 1000),
        (start, steps, unit) => {
          let sum = Math.round(start * unit) / unit
          const sums = steps.map((step) => String((sum += step / unit)))
          expect(wrongOf(sums).wrong).toEqual([])
        },
      ),
      { numRuns: fuzzed(200) },
    )
  })

  it('are right beside the midpoints between doubles', () => {
    const texts = fc.sample(
      fc
        .tuple(fc.double({ min: 0.001, max: 999_999, noNaN: true }), fc.constantFrom(-1n, 0n, 1n))
        .map(([value, beside]) => midpointAbove(value, beside)),
      { numRuns: fuzzed(15_000), seed: 11 },
    )
    expect(wrongOf(texts).wrong).toEqual([])
  })

  it('that are none are left to the exact way', () => {
    const texts =
      '01 -01 00.5 +1 .5 -.5 5. 1.e5 1e 1e+ 0x1 1_000 NaN - --1 1.2.3 1.5.5 12x 1e5e5 1e5.5'.split(
        ' ',
      )
    const { values, exactly } = read(texts)
    expect(values.filter((value) => value !== null)).toEqual([])
    expect(exactly).toBe(texts.length)
  })
})

describe('numbers of a table', () => {
  it('may have a comma before their decimals', () => {
    const texts = ['0,5', '-12,25', '1234567,890123456', '3', '17,00000000000000001', '1,5e3']
    const { values, exactly } = readTable(texts, { delimiter: ';', decimal: ',' })
    expect(values).toEqual([0.5, -12.25, 1234567.890123456, 3, 17, 1500])
    expect(exactly).toBeLessThanOrEqual(1)
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
