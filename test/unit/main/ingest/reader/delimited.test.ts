import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FileFailureError } from '../../../../../src/main/ingest/reader/failure'
import { CutHeaderError } from '../../../../../src/main/ingest/reader/header'
import { fuzzed } from '../../../../helpers/fuzz'
import { definitionOf } from '../../../../helpers/definitions'
import { readRows } from './readRows'

const kestrel = definitionOf({
  type: 'kestrel1_hk',
  file: { kind: 'delimited', comment: '#' },
  recognise: { columns: ['unix_ms', 'bat_mv'], name: ['kestrel1_hk_*.csv'] },
  missing: ['', 'x', 'NaN'],
  ignore: ['crc'],
  time: { form: 'epoch', from: 'unix_ms', unit: 'ms' },
  channels: [
    {
      name: 'mode',
      from: 'obc_mode',
      kind: 'state',
      required: true,
      states: [
        { value: 0, word: 'SAFE' },
        { value: 1, word: 'IDLE' },
      ],
    },
    { name: 'bat', from: 'bat_mv', kind: 'number', missing: ['-9999'], valid: { min: 0 } },
    {
      name: 'heater',
      from: 'heater',
      kind: 'state',
      states: [
        { value: 'off', word: 'off' },
        { value: 'on', word: 'on' },
      ],
    },
    { name: 'fw', from: 'fw', kind: 'word' },
  ],
})
const name = 'Kestrel1_HK_7.csv'

const read = (text: string | Uint8Array, reading = {}) =>
  readRows(text, kestrel, { name, ...reading })

/** A definition of two columns, `t` and `v`, in files that are written in some way. */
const plain = (file: object, from: unknown = 'v') =>
  definitionOf({
    file: { kind: 'delimited', ...file },
    time: { form: 'epoch', from: 't', unit: 's' },
    channels: [{ name: 'v', from, kind: 'number' }],
  })
const word = (file: object) =>
  definitionOf({
    file: { kind: 'delimited', ...file },
    time: { form: 'epoch', from: 't', unit: 's' },
    channels: [{ name: 'w', from: 'w', kind: 'word' }],
  })
const valuesOf = (text: string | Uint8Array, definition: ReturnType<typeof plain>) =>
  readRows(text, definition).rows.map(([, , values]) => values[0])
const wordsIn = (text: string | Uint8Array, definition: ReturnType<typeof plain>) =>
  readRows(text, definition).rows.map(([, , , words]) => words['w'] ?? null)

function failureOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof FileFailureError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'none'
}

const cells = (...good: string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...good) },
    fc.constantFrom('', 'x', '"on"', '" a"" "', '"', 'NaN', 'é', ' ', '\t', '\0', '-9999', '1e3'),
    fc.string({ maxLength: 4 }),
  )

describe('a table', () => {
  it('becomes records, and every line has its place', () => {
    const found = read(
      [
        'unix_ms,obc_mode,bat_mv,heater,fw,crc,extra',
        '1700000000123,1,7400,on,v1,ff,',
        '# made by hand',
        '',
        '1700000000124.5678, 0 ,-9999,,x,ff,5',
        '"1700000000125","1",NaN,hot,"a ""b"", c",,',
        '1700000000126,1,-5,off,v1,ff,6,7,',
        '1700000000127,1',
        '1700000000128,,7400,on,v1,ff,',
        '1700000000129,1,"7400,on,v1,ff,',
      ].join('\r\n'),
    )
    expect(found.rows).toEqual([
      [2, 1_700_000_000_123_000, [1, 7400, 1], { fw: 'v1' }],
      [5, 1_700_000_000_124_567, [0, null, null], {}],
      [6, 1_700_000_000_125_000, [1, null, null], { heater: 'hot', fw: 'a "b", c' }],
      [7, 1_700_000_000_126_000, [1, null, 0], { fw: 'v1' }],
    ])
    expect(found.bad.map(([line, issues]) => [line, issues])).toEqual([
      [8, ' wrong_column_count'],
      [9, 'obc_mode missing_field'],
      [10, ' open_quote'],
    ])
    expect(found.skippedLines).toBe(2)
    expect(found.unknown).toEqual({ extra: 2, 'column 8': 1 })
    expect(found.cells).toEqual([[7, 'bat', 'out_of_range', '-5']])
    expect([found.textNumbers, found.nextLine]).toEqual([{}, 10])
  })

  it.each([
    [';', ',', 't;v\n1;2,5\n', 2.5],
    ['\t', '.', 't\tv\n1\t2.5\n', 2.5],
    ['|', '.', 't|v\n1 | 2.5 \n', 2.5],
    ['blanks', '.', '  t   v\n 1\t 2.5  \n', 2.5],
  ] as const)(
    'may have %j between its cells, and %j before decimals',
    (delimiter, decimal, text, value) => {
      expect(valuesOf(text, plain({ delimiter, decimal }))).toEqual([value])
    },
  )

  it('keeps blanks where they are not trimmed, and quotes where none stand around cells', () => {
    expect(wordsIn('t,w\n1, a \n', word({ trim: false }))).toEqual([' a '])
    expect(wordsIn('t,w\n1, a \n', word({}))).toEqual(['a'])
    expect(wordsIn('t,w\n1,"a"\n', word({ quote: false }))).toEqual(['"a"'])
    expect(wordsIn("t,w\n1,'it''s, so'\n", word({ quote: "'" }))).toEqual(["it's, so"])
    expect(wordsIn('t,w\n1,a"b\n2,"a"b\n3," a "\n', word({}))).toEqual(['a"b', 'ab', ' a '])
    expect(wordsIn('t w\n1 "a b"\n', word({ delimiter: 'blanks' }))).toEqual(['a b'])
  })

  it.each([
    ['so many lines', { preamble: { lines: 2 } }, 'made by\n\nt,v\n1,5\n', 2],
    ['all up to a text', { preamble: { until: '$$' } }, 'x\n$$ end\nt,v\n1,5\n', 2],
    ['blank lines', {}, '\n \nt,v\n1,5\n', 2],
    ['a line of units behind its names', { units: true }, 't,v\ns,V\n1,5\n', 0],
    ['names that begin as comments do', { comment: 't' }, 't,v\n1,5\ntail\n', 1],
    ['no names', { names: ['t', 'v'] }, '1,5\n', 0],
    ['no names, behind other lines', { names: ['t', 'v'], preamble: { lines: 1 } }, 'x\n1,5\n', 1],
    ['a byte order mark', {}, '\uFEFFt,v\n1,5\n', 0],
  ] as const)('may have %s', (_, file, text, skipped) => {
    const { rows, bad, skippedLines } = readRows(text, plain(file))
    expect([rows.map(([, , values]) => values), bad, skippedLines]).toEqual([[[5]], [], skipped])
  })

  it('is read in its encoding', () => {
    const latin = Buffer.from('t,w\n1,\xe9\x80\n', 'latin1')
    expect(wordsIn(latin, word({ encoding: 'latin-1' }))).toEqual(['\xe9\x80'])
    expect(readRows(latin, word({})).bad).toEqual([[2, ' invalid_utf8', '1,\xe9\x80']])
    expect(wordsIn('t,w\n1,é\n', word({}))).toEqual(['é'])
  })

  it('has columns by their places where names come twice', () => {
    const text = 't,v,v\n1,5,6\n'
    expect(valuesOf(text, plain({}, { column: 3 }))).toEqual([6])
    expect(() => readRows(text, plain({}))).toThrow(
      'has the column "v" twice (columns 2 and 3): name the one that is meant by its place',
    )
  })

  it('may be cut in its last cell wherever no line end follows', () => {
    const cut = { leavesCut: true }
    const whole = 'unix_ms,obc_mode,bat_mv\n1,0,7400\n'
    expect(read(whole, cut)).toMatchObject({ isCut: false, nextLine: 3 })
    expect(read(`${whole}2,0,74`, cut)).toMatchObject({ isCut: true, nextLine: 3 })
    expect(read(`${whole}2,0,74`, cut).rows).toHaveLength(1)
    expect(read(`${whole}2,0,74`).rows).toHaveLength(2)
    expect(() => read('unix_ms,obc_mode,bat', cut)).toThrow(CutHeaderError)
    expect(() => read('\n\nunix_ms,obc_mode,ba', cut)).toThrow(CutHeaderError)
  })

  it('reads every line alike in both ways, whatever the blocks and chunks', () => {
    const row = fc
      .tuple(
        cells('1700000000123', '1.5', ' 2 ', '0', '7258118399999', '7258118400000', '01', '-1'),
        cells('0', '1', '01', '7', 'ODD', '1.0'),
        cells('7400', '-9999', '8.25 ', '-1', '9007199254740993', '-0', '1,5'),
        cells('on', 'off', 'hot', ''),
        cells('v1', 'v2', 'v1 ', ''),
        cells('', 'ff'),
        cells('', '', '5'),
        fc.constantFrom('', '', '', '', ',', ',9', '\r'),
      )
      .map((texts) => `${texts.slice(0, 7).join(',')}${texts[7]}`)
    const line = fc.oneof(
      { weight: 12, arbitrary: row },
      fc.constantFrom('', ' ', '# text', '1,0', '1,0,,,,\r', '\xff'),
    )
    const size = fc.integer({ min: 1, max: 200 })
    const head = 'unix_ms,obc_mode,bat_mv,heater,fw,crc,extra'
    const isText = fc.constantFrom('utf8', 'latin1')
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        isText,
        size,
        size,
        size,
        (rows, as, x, a, b) => {
          const bytes = Buffer.from(`${[head, ...rows].join('\n')}\n`, as)
          const lines = bytes.toString('latin1').split('\n').length - 2
          const fast = read(bytes, { blockBytes: x, maxLines: a })
          const slow = read(bytes, { blockBytes: x, maxLines: b, scans: false })
          expect(fast).toEqual(slow)
          expect(fast.rows.length + fast.bad.length + fast.skippedLines).toBe(lines)
        },
      ),
      { numRuns: fuzzed(500) },
    )
  })
})

const channels = [
  { name: 'v', from: 'v', kind: 'number', missing: ['-1'], valid: { max: 9000 } },
  {
    name: 's',
    from: 's',
    kind: 'state',
    required: true,
    states: [
      { value: 0, word: 'a' },
      { value: 1.5, word: 'b' },
    ],
  },
  { name: 'w', from: 'w', kind: 'word' },
]
const zone = { zone: 'Europe/Madrid' }

/** Ways to write a time, and cells that may stand there: good ones, and such as are none. */
const timed = [
  [
    { form: 'pattern', from: 't', pattern: 'dd.MM.yyyy HH:mm:ss', ...zone },
    ['31.03.2024 02:30:00', '1.2.2024 3:04:05', '27.10.2024 02:30:00', '2024-01-01', ''],
  ],
  [
    { form: 'parts', from: ['t', 'u'], pattern: 'yyyy-MM-dd HH:mm', zone: 'UTC' },
    ['2024-02-29', '2023-02-29', '10:30', 'x', ''],
  ],
  [{ form: 'gps', week: 't', from: 'u', unit: 's' }, ['2300', '0', '604799.5', '604800', '-1']],
  [{ form: 'ordinal', from: 't' }, ['2024-366T10:00:00Z', '2023-366T10:00:00', '2024-1', 'x']],
  [{ form: 'rfc3339', from: 't' }, ['2024-02-29T10:00:00Z', '2024-02-29 10:00:00+01:00', 'x']],
  [{ form: 'epoch', from: 't', unit: 's' }, ['1700000000', '1700000000,25', '1.5', '01', 'x']],
] as const
const files = [
  { delimiter: ';', decimal: ',' },
  { delimiter: ',', quote: "'", trim: false },
  { delimiter: '\t', encoding: 'latin-1' },
  { delimiter: '|', encoding: 'utf-16', comment: '#' },
] as const

describe('both ways to read a table', () => {
  it('agree, however times and numbers are written, in quotes or not, of one kind or of several', () => {
    const definitions = fc.record({
      time: fc.constantFrom(...timed),
      file: fc.constantFrom(...files),
      only: fc.constantFrom(undefined, { from: 'k', is: ['FIX', 2] }),
    })
    const quoting = fc.constantFrom('', '', '', '"', "'", ' ')
    fc.assert(
      fc.property(
        definitions,
        fc.array(fc.array(fc.nat(30), { minLength: 6 })),
        fc.array(quoting, { minLength: 60, maxLength: 60 }),
        (made, rows, quotes) => {
          const {
            time: [time, moments],
            file,
            only,
          } = made
          const definition = definitionOf({
            file: { kind: 'delimited', ...file },
            time,
            channels,
            ...(only && { only }),
          })
          const numbers = ['1.5', '1,5', '-1', '9001', '7', '', 'x', '-0', '1e3']
          const words = ['ok', '', 'a b', "it's", 'say "so"', 'é']
          const states = ['0', '1.5', '1,5', '7', 'lost', '']
          const columns = [moments, moments, numbers, states, words, ['FIX', '2', 'RAW', '2.0']]
          let at = 0
          const line = (row: readonly number[]): string =>
            columns
              .map((texts, i) => {
                const cell = texts[(row[i] ?? 0) % texts.length] ?? ''
                const quote = quotes[(at += 1) % quotes.length] ?? ''
                return `${quote}${cell}${quote}`
              })
              .join(file.delimiter)
          const text = [
            ['t', 'u', 'v', 's', 'w', 'k'].join(file.delimiter),
            ...rows.map(line),
            '',
          ].join('\n')
          const fast = readRows(text, definition, { blockBytes: 50 })
          expect(fast).toEqual(readRows(text, definition, { scans: false }))
        },
      ),
      { numRuns: fuzzed(400) },
    )
  })
})

describe('the type of a file', () => {
  const other = definitionOf({
    type: 'kestrel2',
    file: { kind: 'delimited' },
    recognise: { columns: ['unix_ms'] },
    time: { form: 'epoch', from: 'unix_ms', unit: 'ms' },
    channels: [{ name: 'v', from: 'v', kind: 'number' }],
  })
  const text = 'unix_ms,obc_mode,bat_mv\n1,0,7400\n'

  it('is the only one of which all signs fit', () => {
    expect(readRows(text, [kestrel, other], { name: 'x.csv' }).type).toBe('kestrel2')
    expect(readRows('unix_ms,v\n1,2\n', [kestrel, other], { name }).type).toBe('kestrel2')
  })

  it('is asked for where several fit, or none', () => {
    expect(failureOf(() => readRows(text, [kestrel, other], { name }))).toMatch(
      /^ambiguous_type: .* 2 satellite types: kestrel1_hk, kestrel2/,
    )
    expect(failureOf(() => readRows('a,b,c\n1,2,3\n', [kestrel, other], { name }))).toMatch(
      /^unknown_satellite_type: /,
    )
  })

  it('is what somebody says, where the file can be of it', () => {
    const type = 'kestrel1_hk'
    expect(readRows(text, [kestrel, other], { name: 'x', type }).type).toBe(type)
    expect(failureOf(() => readRows(text, [other], { type }))).toMatch(
      /^unknown_satellite_type: .*"kestrel1_hk".*kestrel2/,
    )
    expect(failureOf(() => readRows('a,b,c\n', [kestrel], { type }))).toMatch(/^unknown/)
  })
})

const elapsed = (start?: object) =>
  definitionOf({
    file: { kind: 'delimited' },
    time: { form: 'elapsed', from: 't', unit: 's', ...(start && { start }) },
    channels: [{ name: 'v', from: 'v', kind: 'number' }],
  })

describe('times that count from a start', () => {
  const text = 't,v\n1.5,2\n'

  it('need one, from somebody or from the file’s name', () => {
    const startUs = 1_000_000_000_000_000
    expect(failureOf(() => readRows(text, elapsed()))).toMatch(/^needs_start: /)
    expect(readRows(text, elapsed(), { startUs }).rows[0]?.[1]).toBe(startUs + 1_500_000)
    const named = elapsed({ name: 'yyyyMMdd-HHmm', zone: 'UTC' })
    const at = Date.UTC(2024, 2, 1, 10, 30) * 1000
    expect(readRows(text, named, { name: 'log_20240301-1030.csv' }).rows[0]?.[1]).toBe(
      at + 1_500_000,
    )
    expect(failureOf(() => readRows(text, named, { name: 'log.csv' }))).toMatch(/^needs_start: /)
  })

  it('may have it in the header', () => {
    const byHeader = definitionOf({
      file: { kind: 'ndjson', header: true },
      recognise: { header: { type: 'k' } },
      time: { form: 'elapsed', from: 't', unit: 'ms', start: { header: 'start' } },
      channels: [{ name: 'v', from: 'v', kind: 'number' }],
    })
    const header = '{"type":"k","start":"1970-01-01T00:00:01Z"}'
    expect(readRows(`${header}\n{"t":2,"v":1}\n`, byHeader).rows).toEqual([[2, 1_002_000, [1], {}]])
  })
})
