import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PackageRecords, type RawValue } from '../../../../src/main/export/packageRecords'
import { definitionOf } from '../../../helpers/definitions'
import { fuzzed } from '../../../helpers/fuzz'

const FIRST = Date.UTC(1985, 0, 1) * 1000
const LAST = Date.UTC(2069, 11, 31) * 1000

/** Forms of time with the finest that they can hold, in microseconds. */
const times: Readonly<Record<string, { time: object; stepUs: number }>> = {
  'RFC 3339': { time: { form: 'rfc3339', from: 't' }, stepUs: 1 },
  seconds: { time: { form: 'epoch', from: 't', unit: 's' }, stepUs: 1 },
  milliseconds: { time: { form: 'epoch', from: 't', unit: 'ms' }, stepUs: 1 },
  nanoseconds: { time: { form: 'epoch', from: 't', unit: 'ns' }, stepUs: 1 },
  'GPS weeks': { time: { form: 'gps', week: 'w', from: 't', unit: 's' }, stepUs: 1 },
  'GPS milliseconds': { time: { form: 'gps', from: 't', unit: 'ms' }, stepUs: 1 },
  'days of a year': { time: { form: 'ordinal', from: 't' }, stepUs: 1 },
  'years and days': { time: { form: 'ordinal', from: ['y', 't'] }, stepUs: 1 },
  parts: {
    time: { form: 'parts', from: ['d', 't'], pattern: 'dd/MM/yy HH:mm:ss.SSS', zone: 'UTC' },
    stepUs: 1,
  },
  'minutes of an offset': {
    time: { form: 'pattern', from: 't', pattern: 'yyyy DDD HHmm', offset: '-03:30' },
    stepUs: 60_000_000,
  },
  'a zone': {
    time: { form: 'pattern', from: 't', pattern: "yyyyMMdd'T'HHmmssSSS", zone: 'Asia/Tokyo' },
    stepUs: 1_000,
  },
}

const ndjson = { kind: 'ndjson' }
const files: Readonly<Record<string, object>> = {
  objects: ndjson,
  'objects with a header': { kind: 'ndjson', header: true },
  commas: { kind: 'delimited' },
  'semicolons and decimal commas': { kind: 'delimited', delimiter: ';', decimal: ',', units: true },
  'blanks and a preamble': {
    kind: 'delimited',
    delimiter: 'blanks',
    preamble: { until: '--' },
    comment: '#',
  },
  'latin letters': { kind: 'delimited', delimiter: '|', quote: "'", encoding: 'latin-1' },
}

const channels = [
  { name: 'a', from: 'a', kind: 'number', scale: 3, unit: '°C' },
  { name: 'mode', from: 'mode', kind: 'state', states: [{ value: 1, word: 'on' }] },
  { name: 'valve', from: 'valve', kind: 'state', states: [{ value: 'open', word: 'OPEN' }] },
  { name: 'note', from: 'the note', kind: 'word' },
  { name: 'b', from: 'b', kind: 'number' },
]
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const word = fc.string({
  minLength: 1,
  maxLength: 6,
  unit: fc.constantFrom(...'a ; , | " \' # é 5 { } -'.split(' '), ' '),
})
const values = fc
  .record(
    {
      a: number,
      b: number,
      mode: fc.constantFrom<RawValue>(1, 7, 'lost'),
      valve: word,
      note: word,
    },
    { requiredKeys: [] },
  )
  .map(
    (record) =>
      new Map(
        Object.entries(record).filter(
          (entry): entry is [string, RawValue] =>
            typeof entry[1] !== 'string' || entry[1].trim() === entry[1],
        ),
      ),
  )

describe('a package of records', () => {
  const cases = Object.keys(files).flatMap((file) => Object.keys(times).map((time) => [file, time]))
  it.each(cases)('as %s, with times as %s, reads as the very records', (file, time) => {
    const { time: form, stepUs } = times[time ?? ''] ?? { time: {}, stepUs: 1 }
    const definition = definitionOf({ file: files[file ?? ''], time: form, channels })
    const records = new PackageRecords(definition, FIRST)
    const moment = fc
      .integer({ min: FIRST, max: LAST })
      .map((us) => Math.floor(us / stepUs) * stepUs)
    fc.assert(
      fc.property(moment, values, (timestampUs, said) => {
        // It throws where the reader would make another record of it.
        expect(records.line({ timestampUs, values: said })).not.toBe('')
      }),
      { numRuns: fuzzed(60) },
    )
  })

  it('says its start in its header, and counts from it', () => {
    const definition = definitionOf({
      file: { kind: 'ndjson', header: true },
      recognise: { header: { craft: 'k1' } },
      time: { form: 'elapsed', from: 't', unit: 'ms', start: { header: 'launched' } },
      channels,
    })
    const records = new PackageRecords(definition, FIRST + 5)
    expect(records.head).toEqual(['{"craft":"k1","launched":"1985-01-01T00:00:00.000005Z"}'])
    expect(records.line({ timestampUs: FIRST + 1_505, values: new Map() })).toBe('{"t":1.5}')
  })

  it('nests what pointers lead to, and says of what kind it is', () => {
    const definition = definitionOf({
      file: ndjson,
      time: { form: 'epoch', from: '/at/s', unit: 's' },
      only: { from: 'kind', is: ['hk'] },
      channels: [{ name: 'volts', from: '/eps/bat/v', kind: 'number' }],
    })
    const line = new PackageRecords(definition, 0).line({
      timestampUs: 2_500_000,
      values: new Map([['volts', 7]]),
    })
    expect(line).toBe('{"at":{"s":2.5},"eps":{"bat":{"v":7}},"kind":"hk"}')
  })

  it('puts columns in their places', () => {
    const definition = definitionOf({
      file: { kind: 'delimited' },
      recognise: { columns: ['crc'] },
      time: { form: 'epoch', from: 'ms', unit: 'ms' },
      channels: [{ name: 'third', from: { column: 3 }, kind: 'number' }],
    })
    const records = new PackageRecords(definition, 0)
    expect(records.head).toEqual(['ms,crc,column 3'])
    expect(records.line({ timestampUs: 1_000, values: new Map([['third', 4]]) })).toBe('1,,4')
  })

  it.each([
    ['its time', { form: 'pattern', from: 't', pattern: 'yyyy-MM-dd', zone: 'UTC' }, {}],
    ['line break', { form: 'epoch', from: 't', unit: 's' }, { note: 'two\nlines' }],
    ['lost is no longer a channel', { form: 'epoch', from: 't', unit: 's' }, { lost: 1 }],
  ])('is refused where %s would not come back', (words, time, said) => {
    const definition = definitionOf({ file: { kind: 'delimited' }, time, channels })
    const records = new PackageRecords(definition, 0)
    const record = {
      timestampUs: 5_000_000,
      values: new Map<string, RawValue>(Object.entries(said)),
    }
    expect(() => records.line(record)).toThrow(words)
  })

  it('counts from a start that has to be said where nothing in its files says it', () => {
    const definition = definitionOf({
      file: { kind: 'delimited' },
      time: { form: 'elapsed', from: 't', unit: 's' },
      channels,
    })
    const records = new PackageRecords(definition, FIRST)
    expect(records.untoldStartUs).toBe(FIRST)
    expect(records.line({ timestampUs: FIRST + 1_500_000, values: new Map() })).toMatch(/^1\.5,/)
  })
})
