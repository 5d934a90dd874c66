import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellReaders } from '../../../../../src/main/record/cells/cellReader'
import { JsonNumber } from '../../../../../src/main/record/cells/jsonNumber'
import { checkDefinition } from '../../../../../src/shared/telemetry/readDefinition'
import { fuzzed } from '../../../../helpers/fuzz'

const ndjson = { kind: 'ndjson' }
const comma = { kind: 'delimited', delimiter: ';', decimal: ',' }

/** What is stored of the values of one channel: 'code!' where something is wrong with one. */
function stored(channel: object, values: readonly unknown[], more: object = {}) {
  const read = readerOf(channel, more)
  return values.map((value) => {
    const result = read(value)
    return typeof result === 'object' && result !== null ? `${result.code}!` : result
  })
}

function readerOf(channel: object, more: object = {}) {
  const { definition, faults } = checkDefinition({
    format: 'downlink-definition/1',
    type: 'a',
    title: 'A',
    file: ndjson,
    time: { form: 'rfc3339', from: 't' },
    channels: [{ name: 'c', from: 'key', ...channel }],
    ...more,
  })
  const read = definition === undefined ? undefined : cellReaders(definition)[0]
  if (read === undefined) throw new Error(JSON.stringify(faults))
  return read
}

const words = (channel: object, value: unknown) => {
  const result = readerOf(channel)(value)
  return typeof result === 'object' ? result?.message : result
}

const bad = (code: string, count: number) => Array(count).fill(`${code}!`)
const number = { kind: 'number' }
const mode = {
  kind: 'state',
  states: [
    { value: 0, word: 'SAFE' },
    { value: '1', word: 'IDLE' },
  ],
}
const heater = {
  kind: 'state',
  states: [
    { value: 'off', word: 'Off' },
    { value: true, word: 'On' },
    { value: 2, word: 'Two' },
  ],
}

describe('a number', () => {
  it('is what JSON.parse reads, as a number or as its text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        fc.pre(!Number.isInteger(value) || Math.abs(value) < 2 ** 53)
        const text = JSON.stringify(value)
        const wanted = Array(3).fill(value === 0 ? 0 : value)
        expect(stored(number, [value, text, new JsonNumber(text)])).toEqual(wanted)
      }),
      { numRuns: fuzzed(2000) },
    )
    expect(stored(number, ['8020.290000000006', '-0', -0, '-0.0', '1e-400'])).toEqual([
      8020.290000000006, 0, 0, 0, 0,
    ])
  })

  it('has the grammar of JSON and nothing around it', () => {
    const wrong = [
      '.5',
      '5.',
      '+1',
      '01',
      ' 1',
      '1 ',
      '0x1F',
      'NaN',
      'Infinity',
      '1,5',
      '1_0',
      'abc',
      '１',
      '-',
    ]
    expect(stored(number, wrong)).toEqual(bad('wrong_type', wrong.length))
    expect(stored(number, [true, {}, []])).toEqual(bad('wrong_type', 3))
    expect(stored(number, ['1e400', Infinity, new JsonNumber('-1e400')])).toEqual(
      bad('not_finite', 3),
    )
  })

  it('may have a decimal comma in text, and then no point', () => {
    expect(stored(number, ['1,5', '-2,50e-1', '7', '1.5', '1.000,5'], { file: comma })).toEqual([
      1.5,
      -0.25,
      7,
      'wrong_type!',
      'wrong_type!',
    ])
  })

  it.each([
    ['007', 'is a number with a leading zero; the kind "word" keeps it'],
    ['-00.5', 'is a number with a leading zero; the kind "word" keeps it'],
    ['+7', 'is a number with a plus sign; the kind "word" keeps it'],
    ['0x1F', 'must be a number, not other text'],
    ['1 2', 'must be a number, not other text'],
  ])('is not %s, and the words say why', (text, why) => {
    expect(words(number, text)).toBe(`"key" ${why}`)
  })

  it('is no whole number beyond 2^53, whose last digits would be lost', () => {
    const long = [
      '9007199254740993',
      '-9007199254740993',
      '1771692777698352608',
      '18446744073709551615',
    ]
    expect(stored(number, long)).toEqual(bad('wrong_type', 4))
    expect(
      stored(
        number,
        long.map((text) => new JsonNumber(text)),
      ),
    ).toEqual(bad('wrong_type', 4))
    const exact = [
      '9007199254740992',
      '-9007199254740992',
      '9007199254740993.0',
      '1e300',
      '9007199254740991',
    ]
    expect(stored(number, exact)).toEqual(exact.map(Number))
    expect(
      stored(
        number,
        exact.map((text) => new JsonNumber(text)),
      ),
    ).toEqual(exact.map(Number))
    expect(words(number, '9007199254740993')).toMatch(
      /^"key" is a whole number beyond 2\^53.* the kind "word" keeps it$/,
    )
  })

  it('is the nearest double where it was measured, however many digits it has', () => {
    const measured = { ...number, role: 'altitude' as const }
    expect(stored(measured, ['9007199254740993', '123456789012345678'])).toEqual([
      2 ** 53,
      123_456_789_012_345_680,
    ])
    const counter = { ...number, role: 'counter' as const }
    expect(stored(counter, ['9007199254740993'])).toEqual(bad('wrong_type', 1))
  })

  it('is judged by what is valid, without scale and offset', () => {
    const lat = { ...number, scale: 1000, offset: 5, valid: { min: -90, max: 90 } }
    expect(stored(lat, [-90, 90, '90.0', 90.00001, '-91'])).toEqual([
      -90,
      90,
      90,
      'out_of_range!',
      'out_of_range!',
    ])
    expect(words({ ...number, valid: { min: -90, max: 90 } }, 91)).toBe(
      '"key" must lie between -90 and 90',
    )
    expect(words({ ...number, valid: { max: 90 } }, 91)).toBe('"key" must be at most 90')
    expect(words({ ...number, valid: { min: 0 } }, -1)).toBe('"key" must be at least 0')
  })
})

describe('a state', () => {
  it('that is a number is compared as one', () => {
    expect(
      stored(mode, [1, '1', '01', '1.0', '10e-1', new JsonNumber('1.0'), -0, '-0', '000']),
    ).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0])
  })

  it('is a word where it is true or false', () => {
    expect(stored(heater, [true, 'true', 'off', false, 'True'])).toEqual([1, 1, 0, 'false', 'True'])
  })

  it('of a list that is not all numbers is the place in it', () => {
    expect(stored(heater, [2, '2', '02', '2.0', 'off'])).toEqual([2, 2, 2, 2, 0])
  })

  it('that is not listed is kept as it is', () => {
    expect(
      stored(mode, [7, '7', '007', 'SAFE', true, '1e400', new JsonNumber('9007199254740993')]),
    ).toEqual([7, 7, 7, 'SAFE', 'true', '1e400', '9007199254740993'])
    expect(stored(heater, [7, '007', 'OFF', ' off', '__proto__', 'constructor'])).toEqual([
      '7',
      '007',
      'OFF',
      ' off',
      '__proto__',
      'constructor',
    ])
  })

  it('is one value, and has the decimal sign of its file', () => {
    expect(stored(mode, [{}, []])).toEqual(bad('wrong_type', 2))
    expect(words(mode, {})).toBe('"key" must be text or a number, not an object')
    expect(stored(mode, ['1,0', '1.0', '2,5'], { file: comma })).toEqual([1, '1.0', 2.5])
  })

  it('may have more values than are remembered', () => {
    const values = Array.from({ length: 5000 }, (_, i) => i % 2500)
    expect(stored(mode, values)).toEqual(values)
  })
})

describe('a word', () => {
  it('is any text but the empty one', () => {
    const texts = ['ok', 'diabled', ' ', '01', '\u0000', '__proto__']
    expect(stored({ kind: 'word' }, texts)).toEqual(texts)
    expect(
      stored({ kind: 'word' }, [1, true, {}, [], new JsonNumber('1.5'), new JsonNumber('12')]),
    ).toEqual(bad('wrong_type', 6))
  })

  it('keeps a whole number that no channel of numbers would', () => {
    expect(stored({ kind: 'word' }, [new JsonNumber('18446744073709551615')])).toEqual([
      '18446744073709551615',
    ])
  })
})

describe('no value', () => {
  const missing = { missing: ['x', 'NaN', -9999] }

  it.each([number, mode, heater, { kind: 'word' }])(
    'is none of a channel that need not have one: %j',
    (channel) => {
      expect(stored({ ...channel, ...missing }, [undefined, null, '', 'x', 'NaN'])).toEqual(
        Array(5).fill(null),
      )
      expect(stored(channel, ['x', ''], missing)).toEqual([null, null])
    },
  )

  it.each([number, mode, { kind: 'word' }])(
    'is an issue of one that must have one: %j',
    (channel) => {
      const required = { ...channel, ...missing, required: true }
      expect(stored(required, [undefined, null, '', 'x'])).toEqual([
        'missing_field!',
        'wrong_type!',
        'missing_field!',
        'missing_field!',
      ])
      expect(words(required, undefined)).toBe('"key" is missing')
      expect(words(required, '')).toBe('"key" is empty')
      expect(words(required, 'x')).toBe('"key" has no value: it holds what is listed as missing')
    },
  )

  it('is listed as a number for numbers and states, as text for words', () => {
    const ways = [-9999, '-9999', '-9999.0', '-9.999e3', new JsonNumber('-9999.00')]
    expect(stored({ ...number, ...missing }, ways)).toEqual(Array(5).fill(null))
    expect(stored({ ...mode, ...missing }, ways)).toEqual(Array(5).fill(null))
    expect(stored({ kind: 'word', ...missing }, ['-9999', '-9999.0'])).toEqual([null, '-9999.0'])
    expect(stored({ ...number, missing: ['-1.00e+00'] }, ['-1', '-1.00e+00', '1'])).toEqual([
      null,
      null,
      1,
    ])
  })

  it('is that of the file and of the channel', () => {
    expect(
      stored({ ...number, missing: ['32767'] }, ['32767', 'NA', '1'], { missing: ['NA'] }),
    ).toEqual([null, null, 1])
  })

  it('is looked for before what is valid', () => {
    expect(stored({ ...number, ...missing, valid: { min: 0 } }, [-9999, -1])).toEqual([
      null,
      'out_of_range!',
    ])
  })
})

it('has the place of a column where there is no name', () => {
  const read = readerOf({ ...number, from: { column: 7 } }, { file: { kind: 'delimited' } })
  expect(read('x')).toEqual({
    path: 'column 7',
    code: 'wrong_type',
    message: '"column 7" must be a number, not other text',
  })
})
