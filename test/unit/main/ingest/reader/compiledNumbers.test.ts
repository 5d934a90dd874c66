import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RowParser } from '../../../../../src/main/ingest/reader/formats/delimited/rowParser'
import { definitionOf } from '../../../../helpers/definitions'
import { fuzzed } from '../../../../helpers/fuzz'
import { readRows } from './readRows'

afterEach(() => vi.restoreAllMocks())

const table = (file: object = {}) =>
  definitionOf({
    file: { kind: 'delimited', ...file },
    time: { form: 'epoch', from: 't', unit: 's' },
    channels: [{ name: 'v', from: 'v', kind: 'number' }],
  })

/** Reads numbers, a line each; how many lines the exact way read is counted. */
function readNumbers(
  texts: readonly string[],
  file: { delimiter?: string; decimal?: string } = {},
) {
  const exact = vi.spyOn(RowParser.prototype, 'parse')
  const { delimiter = ',' } = file
  const lines = texts.map((text, i) => `${i}${delimiter}${text}`)
  const text = [`t${delimiter}v`, ...lines, ''].join('\n')
  const { rows } = readRows(text, table(file), { maxLines: 20_000 })
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

describe('numbers of a table', () => {
  it('are the very doubles that JSON.parse gives, and most are read the fast way', () => {
    const texts = fc
      .sample(written, { numRuns: fuzzed(60_000), seed: 7 })
      .filter((text) => /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text))
      .filter((text) => Number.isFinite(valueOf(text)) && isMeasure(valueOf(text)))
    const { values, exactly } = readNumbers(texts)
    expect(values).toHaveLength(texts.length)
    const wrong = texts.flatMap((text, i) => {
      const isSame = Object.is(values[i], JSON.parse(text) + 0)
      return isSame ? [] : [`${text} was read as ${values[i]}`]
    })
    expect(wrong).toEqual([])
    expect(exactly).toBeLessThan(texts.length / 100)
  })

  it('may have a comma before their decimals', () => {
    const texts = ['0,5', '-12,25', '1234567,890123456', '3', '17,00000000000000001', '1,5e3']
    const { values, exactly } = readNumbers(texts, { delimiter: ';', decimal: ',' })
    expect(values).toEqual([0.5, -12.25, 1234567.890123456, 3, 17, 1500])
    expect(exactly).toBeLessThanOrEqual(1)
  })

  it('that are none are left to the exact way', () => {
    const texts = ['01', '+1', '.5', '5.', '1e', '1e+', '0x1', '1_000', 'NaN', '-', '--1', '1.2.3']
    const { values } = readNumbers(texts)
    expect(values).toEqual(texts.map(() => null))
  })
})

/** Whole numbers beyond 2^53 are no values of a number channel. */
const isMeasure = (value: number): boolean =>
  !Number.isInteger(value) || Math.abs(value) <= Number.MAX_SAFE_INTEGER
