import * as fc from 'fast-check'
import type { Definition } from '#shared/telemetry/definition'
import { definitionOf } from './definitions'

/** Names that columns and keys have in real files, and some that nobody would give. */
const sources = ['t', 'a', 'b b', 'c,"d"', '__proto__', 'e;f', "g'", 'h', '1'] as const

const kind = fc.oneof(
  fc.record({
    kind: fc.constant('number'),
    valid: fc.constantFrom(undefined, { min: -5, max: 50 }),
  }),
  fc.record({
    kind: fc.constant('state'),
    states: fc.constantFrom(
      [{ value: 0, word: 'off' }],
      [
        { value: 'on', word: 'On' },
        { value: true, word: 'true' },
      ],
    ),
  }),
  fc.record({ kind: fc.constant('word') }),
)

const delimitedFile = fc
  .record({
    kind: fc.constant('delimited'),
    delimiter: fc.constantFrom(',', ';', '\t', '|', 'blanks'),
    decimal: fc.constantFrom('.', ','),
    quote: fc.constantFrom('"', "'"),
    comment: fc.constantFrom(undefined, '#'),
    trim: fc.boolean(),
    encoding: fc.constantFrom('utf-8', 'latin-1'),
  })
  .filter(
    ({ delimiter, decimal, trim }) => delimiter !== decimal && (trim || delimiter !== 'blanks'),
  )

/** A definition of either format, whose time is the number at `t`. */
export const anyDefinition: fc.Arbitrary<Definition> = fc
  .record({
    file: fc.oneof(fc.constant({ kind: 'ndjson' }), delimitedFile),
    channels: fc.array(fc.tuple(kind, fc.boolean()), { minLength: 1, maxLength: 8 }),
    missing: fc.constantFrom(undefined, ['--', -9]),
  })
  .map(({ file, channels, missing }) =>
    definitionOf({
      file: 'delimiter' in file ? { ...file, names: [...sources] } : file,
      missing,
      time: { form: 'epoch', from: 't', unit: 's' },
      channels: channels.map(([channel, required], i) => ({
        ...channel,
        name: `c${i}`,
        from: sources[i + 1],
        required,
      })),
    }),
  )

const cell = fc.oneof(
  fc.integer({ min: -10, max: 100 }).map(String),
  fc.constantFrom('', 'on', 'off', '--', '-9', '1.5', '1,5', 'x y', 'true', 'NaN', 'é', '日'),
  fc.string({ maxLength: 4 }),
)

/** A line that may well be one of the definition. */
export function anyLine({ file, channels }: Definition): fc.Arbitrary<string> {
  const cells = fc.tuple(
    fc.oneof({ weight: 5, arbitrary: fc.nat(2_000_000_000).map(String) }, cell),
    fc.array(cell, { minLength: channels.length - 1, maxLength: sources.length }),
  )
  return cells.map(([time, others]) => {
    const texts = [time, ...others]
    if (file.kind === 'delimited') {
      return texts.join(file.delimiter === 'blanks' ? ' ' : file.delimiter)
    }
    const members = texts.map((text, i) => {
      const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)
      return `${JSON.stringify(sources[i] ?? 'more')}:${isNumber ? text : JSON.stringify(text)}`
    })
    return `{${members.join(',')}}`
  })
}
