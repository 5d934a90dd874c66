import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTimestamp } from '../../../../helpers/anyTimestamp'
import { definitionOf } from '../../../../helpers/definitions'
import { Random } from '../../../../fixtures/generator/random'
import { fuzzed } from '../../../../helpers/fuzz'
import { readRows } from './readRows'

const HOUR = 3_600_000
const zone = { zone: 'Europe/Madrid' }

/** Each way to write a time, and values that may stand there: good ones, and such as are none. */
const forms = [
  [
    { form: 'pattern', from: 't', pattern: 'dd.MM.yyyy HH:mm:ss', ...zone },
    ['31.03.2024 02:30:00', '1.2.2024 3:04:05', '27.10.2024 02:30:00', '01.02.2024 03:04:05'],
  ],
  [
    { form: 'parts', from: ['t', 'u'], pattern: 'yyyy-MM-dd HH:mm', zone: 'UTC' },
    ['2024-02-29', '2023-02-29', '10:30', '2024-02-29'],
  ],
  [{ form: 'gps', week: 't', from: 'u', unit: 's' }, ['2300', '0', '604799.5', '604800', '-1']],
  [{ form: 'gps', from: 't', unit: 'ms' }, ['1400000000000', '1400000000000.25', '0', '1e12']],
  [{ form: 'ordinal', from: 't' }, ['2024-366T10:00:00Z', '2023-366T10:00:00', '2024-1']],
  [{ form: 'ordinal', from: ['t', 'u'] }, ['2024', '60.5', '366', '367', '0', '2023']],
  [
    { form: 'rfc3339', from: 't' },
    ['2024-02-29T10:00:00Z', '2024-02-29 10:00:00.5+01:00', '2016-12-31T23:59:60Z', '2024-02-30'],
  ],
  ...(['s', 'ms', 'us', 'ns'] as const).map(
    (unit) =>
      [
        { form: 'epoch', from: 't', unit },
        ['1700000000', '1700000000.123456789', '0', '1.5', '7258118400', '1700000000123456789'],
      ] as const,
  ),
  [{ form: 'elapsed', from: 't', unit: 's' }, ['0', '17.25', '1e3', '-1', '999999999999']],
] as const

const odd = ['', 'x', '01', '-9', '1e3', '-0', '1.', 'null', 'é', '\\u0031', '9'.repeat(30)]

/** A value as text or, where it is one, as a number of JSON. */
const member = (texts: readonly string[]) =>
  fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...texts) }, fc.constantFrom(...odd)),
      fc.boolean(),
    )
    .map(([text, isBare]) => (isBare && /^[-\d.e]+$|null/.test(text) ? text : `"${text}"`))

describe('both ways to read objects', () => {
  it.each(forms.map(([time, texts]) => [JSON.stringify(time), time, texts] as const))(
    'agree on times that are %s',
    (_, time, texts) => {
      const definition = definitionOf({
        file: { kind: 'ndjson' },
        missing: ['-9'],
        time,
        channels: [{ name: 'v', from: 'v', kind: 'number' }],
      })
      const line = fc
        .tuple(member(texts), member(texts), fc.boolean())
        .map(([t, u, isTurned]) =>
          isTurned ? `{"u":${u},"v":1,"t":${t}}` : `{"t":${t},"u":${u},"v":1}`,
        )
      fc.assert(
        fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
          const text = `${lines.join('\n')}\n`
          const reading = { startUs: 1_600_000_000_000_000 }
          const fast = readRows(text, definition, { ...reading, blockBytes: 100 })
          expect(fast).toEqual(readRows(text, definition, { ...reading, scans: false }))
        }),
        { numRuns: fuzzed(120) },
      )
    },
    HOUR,
  )
})

describe.each([
  ['objects', { kind: 'ndjson' }, '', (text: string, i: number) => `{"t":"${text}","v":${i}}\n`],
  ['a table', { kind: 'delimited' }, 't,v\n', (text: string, i: number) => `${text},${i}\n`],
] as const)('timestamps of %s', (_, file, head, line) => {
  it(
    'are those of the exact way for a million texts, right and wrong ones',
    () => {
      const definition = definitionOf({
        file,
        time: { form: 'rfc3339', from: 't' },
        channels: [{ name: 'v', from: 'v', kind: 'number' }],
      })
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const random = new Random(seed)
          const texts = Array.from({ length: 10_000 }, () => anyTimestamp(random))
          const text = head + texts.map(line).join('')
          const reading = { maxLines: 20_000 }
          const fast = readRows(text, definition, reading)
          expect(fast).toEqual(readRows(text, definition, { ...reading, scans: false }))
        }),
        { numRuns: fuzzed(20) },
      )
    },
    HOUR,
  )
})
