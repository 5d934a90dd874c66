import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultWords } from '../../../../src/shared/telemetry/fault'
import { readDefinition } from '../../../../src/shared/telemetry/readDefinition'
import { jackal, kestrel } from './examples'
import { fuzzed } from '../../../helpers/fuzz'

/** What is said of a definition, a line a fault. */
function said(value: unknown): string {
  return saidOfText(JSON.stringify(value))
}

function saidOfText(text: string): string {
  const { faults = [] } = readDefinition(text)
  return faults.map(({ place, reason }) => `${place}: ${reason}`).join('\n')
}

/** The same of an example, one of whose values is another one. */
function saidWith(example: object, path: string, value: unknown): string {
  const copy: unknown = structuredClone(example)
  const keys = path.split('.')
  const holder = keys.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(Object(at), key), copy)
  Reflect.set(Object(holder), keys.at(-1) ?? '', value)
  return said(copy)
}

const channel = (more: object) => ({ name: 'a', from: 'a', kind: 'number', ...more })
const state = (more: object) => ({ name: 'a', from: 'a', kind: 'state', states: [], ...more })

const kestrelWithProto = (behind: string) =>
  JSON.stringify(kestrel).replace(behind, `${behind}"__proto__":{"x":1},`)

describe('readDefinition', () => {
  it('reads the two examples of the format, and fills in what goes without saying', () => {
    expect(readDefinition(JSON.stringify(jackal)).definition).toMatchObject({
      ...jackal,
      channels: [{ required: true }, { required: true }],
    })
    expect(readDefinition(JSON.stringify(kestrel)).definition).toMatchObject(kestrel)
    const bare = { ...kestrel, file: { kind: 'delimited' } }
    expect(readDefinition(`\u{FEFF}${JSON.stringify(bare)}`).definition?.file).toEqual({
      kind: 'delimited',
      delimiter: ',',
      decimal: '.',
      quote: '"',
      names: 'line',
      units: false,
      trim: true,
      encoding: 'utf-8',
    })
  })

  it.each([
    ['', ': is empty'],
    [' \n', ': is empty'],
    ['{"format":\n  "x",}', 'line 2, column 7: is no JSON from here on'],
    ['{"format": "downlink', 'line 1, column 21: ends before it is whole JSON'],
    ['[]', ': must be a JSON object'],
    ['null', ': must be a JSON object'],
    ['{}', 'format: must be "downlink-definition/1"'],
    [
      '{"format":"downlink-definition/2"}',
      'format: must be "downlink-definition/1", not "downlink-definition/2"',
    ],
  ])('says of the text %j where it goes wrong', (text, words) => {
    expect(saidOfText(text)).toBe(words)
  })

  it('names the channel that a fault is in', () => {
    const { faults = [] } = readDefinition(
      JSON.stringify({ ...jackal, channels: [channel({ from: 7 }), channel({ name: 'A' })] }),
    )
    expect(faults.map(faultWords)).toEqual([
      expect.stringMatching(/^channels\[0\] \(a\)\.from must be/),
      expect.stringMatching(/^channels\[1\]\.name must be/),
    ])
  })

  it('lists all that is not there', () => {
    expect(said({ format: jackal.format })).toBe(
      ['type', 'title', 'file', 'time', 'channels'].map((key) => `${key}: is missing`).join('\n'),
    )
  })

  it.each([
    [
      'type',
      'Jackal',
      'type: must be 1 to 63 small letters, digits and underscores, the first one a letter',
    ],
    ['type', `a${'b'.repeat(63)}`, 'type: must be 1 to 63 small'],
    ['title', '', 'title: must not be empty'],
    ['title', 'x'.repeat(201), 'title: must have at most 200 characters'],
    ['title', 'a\0b', 'title: has half of a character, or a NUL, in it'],
    ['title', '\ud800', 'title: has half of a character, or a NUL, in it'],
    ['titel', 'x', 'titel: is not known here: did you mean title?'],
    ['recognize', {}, 'recognize: is not known here: did you mean recognise?'],
    ['file.only', {}, 'file.only: is not known here: it stands beside file'],
    ['comment', '#', 'comment: is not known here: it stands inside file'],
    ['channels.0.valid', 5, 'channels[0].valid: must be an object with min and max'],
    ['weird key\n', 1, '["weird key\\n"]: is not known here'],
    ['file', 'csv', 'file: must be an object with kind, header, delimiter, decimal, and others'],
    ['file.kind', 'xml', 'file.kind: must be "ndjson" or "delimited"'],
    ['file.header', 'yes', 'file.header: must be true or false'],
    ['file.quote', '"', 'file.quote: is not known here'],
    ['time.form', 'julian', 'time.form: must be "rfc3339" or "epoch" or'],
    ['time.from', 7, 'time.from: must be a key or a column'],
    ['time.from', { column: 0 }, 'time.from.column: must be at least 1'],
    ['time', { form: 'epoch', from: 't' }, 'time.unit: is missing'],
    [
      'time',
      { form: 'epoch', from: 't', unit: 'h' },
      'time.unit: must be "s" or "ms" or "us" or "ns"',
    ],
    ['channels', [], 'channels: must not be empty'],
    ['channels', { a: 1 }, 'channels: must be a list'],
    ['channels.0.kind', 'bits', 'channels[0].kind: must be "number" or "state" or "word"'],
    ['channels.0.scal', 2, 'channels[0].scal: is not known here'],
    ['channels.0.scale', 0, 'channels[0].scale: must not be 0: every value would become the same'],
    ['channels.0.scale', '2', 'channels[0].scale: must be a number that a 64-bit number can hold'],
    ['channels.0.decimals', 1.5, 'channels[0].decimals: must be a whole number'],
    ['channels.0.decimals', 21, 'channels[0].decimals: must be at most 20'],
    ['channels.0.role', 'speed', 'channels[0].role: must be "latitude" or'],
    ['channels.0.limits', { samples: 0 }, 'channels[0].limits.samples: must be at least 1'],
    ['channels.0.limits', { step: { red: 0 } }, 'channels[0].limits.step.red: must be more than 0'],
    ['channels.1.unit', 'V', 'channels[1].unit: is not known here'],
    ['channels.1', state({ name: 'b' }), 'channels[1].states: must not be empty'],
    [
      'channels.1',
      state({ states: [{ value: null, word: 'x' }] }),
      'channels[1].states[0].value: must be a text of 1 to 1000 characters, a number, true or false',
    ],
    [
      'recognise.header',
      { '': 'x' },
      'recognise.header[""]: must have a name of 1 to 1000 characters',
    ],
    ['recognise.header', { a: null }, 'recognise.header.a: must be a text'],
    ['missing', [null], 'missing[0]: must be a text'],
    ['rate', 0, 'rate: must be more than 0'],
    [
      'time',
      { form: 'parts', from: ['a'], pattern: 'yyyyMMdd', zone: 'UTC' },
      'time.from: must have 2 entries',
    ],
    [
      'time',
      { form: 'pattern', from: 'a', pattern: 'dd.MM.yyyy', zone: 'Mars/Olympus' },
      'time.zone: is no time zone that is known here',
    ],
    [
      'time',
      { form: 'pattern', from: 'a', pattern: 'dd.MM.yyyy', offset: '+2' },
      'time.offset: must be an offset such as +02:00',
    ],
    [
      'time',
      { form: 'pattern', from: 'a', pattern: 'dd.mm.yyyy', zone: 'UTC' },
      'time.pattern: needs a day',
    ],
  ])('refuses %s: %j', (path, value, words) => {
    const found = saidWith(jackal, path, value)
    expect(found.slice(0, words.length)).toBe(words)
    expect(found).not.toContain('\n')
  })

  it('says that a number is too large for one', () => {
    const text = JSON.stringify(kestrel).replace('0.001', '1e999')
    expect(saidOfText(text)).toBe(
      'channels[1].scale: must be a number that a 64-bit number can hold',
    )
  })

  it.each([
    ['channels.1.name', 'velocity', 'channels[1].name: is the name of channels[0] already'],
    [
      'channels.0.name',
      'file_id',
      'channels[0].name: must not be "file_id": every record has a column of that name',
    ],
    [
      'channels.0.name',
      'timestamp_us',
      'channels[0].name: must not be "timestamp_us": every record',
    ],
    [
      'channels.0.name',
      'vel_raw',
      'channels[0].name: must not end in "_raw": so end the columns of raw values',
    ],
    ['channels.1.from', 'vel', 'channels[1].from: is what channels[0].from reads already'],
    ['channels.1.from', '/vel', 'channels[1].from: is what channels[0].from reads already'],
    [
      'channels.1.from',
      '/a~2',
      'channels[1].from: is no JSON pointer: behind ~ there must be 0 or 1',
    ],
    ['channels.1.from', { column: 3 }, 'channels[1].from: must be a key: NDJSON has no columns'],
    ['time.from', { column: 3 }, 'time.from: must be a key: NDJSON has no columns'],
    [
      'channels.1',
      channel({ role: 'velocity' }),
      'channels[1].role: is the role of channels[0] already',
    ],
    ['channels.1', channel({ wraps: 256 }), 'channels[1].wraps: must not be there'],
    [
      'channels.1',
      channel({ valid: { min: 2, max: 1 } }),
      'channels[1].valid: has a min above its max',
    ],
    [
      'channels.1',
      channel({ limits: { redLow: 2, yellowLow: 1 } }),
      'channels[1].limits.yellowLow: must not be less than redLow',
    ],
    [
      'channels.1',
      channel({ limits: { redLow: 2, redHigh: 1 } }),
      'channels[1].limits.redHigh: must not be less than redLow',
    ],
    [
      'channels.1',
      channel({ limits: { yellowHigh: 2, redHigh: 1 } }),
      'channels[1].limits.redHigh: must not be less than yellowHigh',
    ],
    [
      'channels.1',
      channel({ limits: { step: { yellow: 2, red: 1 } } }),
      'channels[1].limits.step.red: must not be less than yellow',
    ],
    [
      'channels.1',
      state({
        states: [
          { value: 1, word: 'x' },
          { value: '01', word: 'y' },
        ],
      }),
      'channels[1].states[1].value: is the value of states[0] already',
    ],
    [
      'channels.1',
      state({
        states: [
          { value: '1.0', word: 'x' },
          { value: '10e-1', word: 'y' },
        ],
      }),
      'channels[1].states[1].value: is the value of states[0] already',
    ],
    [
      'channels.1',
      state({
        states: [
          { value: true, word: 'x' },
          { value: 'true', word: 'y' },
        ],
      }),
      'channels[1].states[1].value: is the value of states[0] already',
    ],
    [
      'channels.1',
      state({ missing: [9], states: [{ value: '9.0', word: 'x' }] }),
      'channels[1].states[0].value: is never met: "9.0" is listed as missing',
    ],
    ['recognise', {}, 'recognise: must have at least one of header, columns, keys and name'],
    ['recognise', { header: {} }, 'recognise.header: must not be empty'],
    ['recognise', { columns: ['a'] }, 'recognise.columns: must not be there: NDJSON has keys'],
    ['file.header', false, 'recognise.header: must not be there: the file has no header line'],
    ['ignore', ['crc', 'vel'], 'ignore[1]: is what channels[0].from reads'],
    ['ignore', ['ts'], 'ignore[0]: is what time.from reads'],
    [
      'time',
      { form: 'pattern', from: 'a', pattern: 'yyyy-MM-dd' },
      'time: must have either a zone or an offset',
    ],
    [
      'time',
      { form: 'pattern', from: 'a', pattern: 'yyyy-MM-dd', zone: 'UTC', offset: '+00:00' },
      'time: must have either a zone or an offset',
    ],
    [
      'time',
      { form: 'elapsed', from: 'a', unit: 's', start: {} },
      'time.start: must have either header or name',
    ],
    [
      'time',
      { form: 'elapsed', from: 'a', unit: 's', start: { name: 'yyyyMMdd' } },
      'time.start: must have either a zone or an offset',
    ],
    [
      'time',
      { form: 'elapsed', from: 'a', unit: 's', start: { header: 't0', zone: 'UTC' } },
      'time.start: must have no zone or offset: RFC 3339 has its own',
    ],
    [
      'time',
      {
        form: 'elapsed',
        from: 'a',
        unit: 's',
        start: { name: 'yyyyMMdd', pattern: 'yyyyMMdd', zone: 'UTC' },
      },
      'time.start.pattern: must not be there',
    ],
  ])('finds in NDJSON that %s: %j can not be', (path, value, words) => {
    const found = saidWith(jackal, path, value)
    expect(found.slice(0, words.length)).toBe(words)
    expect(found).not.toContain('\n')
  })

  const list = [
    't',
    'obc_mode',
    'bat_mv',
    'heater',
    'lat',
    'lon',
    'fw',
    'unix_ms',
    'crc',
    'twice',
    'twice',
  ]
  const listed = {
    ...kestrel,
    recognise: { name: ['*.csv'] },
    file: { ...kestrel.file, names: list },
  }

  it.each([
    [kestrel, 'file.decimal', ',', 'file.decimal: must not be the delimiter, too'],
    [
      kestrel,
      'file',
      { kind: 'delimited', delimiter: 'blanks', trim: false },
      'file.trim: must not be false',
    ],
    [
      listed,
      'file.units',
      true,
      'file.units: must not be true where the file has no line of names',
    ],
    [kestrel, 'file.comment', '"!', 'file.comment: must not begin with what stands around cells'],
    [kestrel, 'file.preamble', {}, 'file.preamble: must have either lines or until'],
    [
      kestrel,
      'file.preamble',
      { lines: 3, until: 'END' },
      'file.preamble: must have either lines or until',
    ],
    [kestrel, 'file.names', [], 'file.names: must not be empty'],
    [
      kestrel,
      'recognise',
      { keys: ['a'] },
      'recognise.keys: must not be there: delimited text has columns',
    ],
    [
      kestrel,
      'recognise',
      { header: { a: 'b' } },
      'recognise.header: must not be there: the file has no header',
    ],
    [
      listed,
      'recognise',
      { columns: ['t'] },
      'recognise.columns: must not be there: the file has no line of names',
    ],
    [kestrel, 'channels.5.from', ' fw', 'channels[5].from: has blanks around it'],
    [listed, 'channels.5.from', 'nowhere', 'channels[5].from: is not in file.names'],
    [
      listed,
      'channels.5.from',
      'twice',
      'channels[5].from: comes twice in file.names; {"column": n} says which one',
    ],
    [
      listed,
      'channels.5.from',
      { column: 12 },
      'channels[5].from: is beyond the last of the 11 columns that file.names lists',
    ],
    [
      listed,
      'channels.5.from',
      { column: 2 },
      'channels[5].from: is what channels[0].from reads already',
    ],
    [listed, 'ignore', [{ column: 8 }], 'ignore[0]: is what time.from reads'],
    [
      kestrel,
      'time',
      { form: 'elapsed', from: 't', unit: 's', start: { header: 't0' } },
      'time.start.header: must not be there: the file has no header line',
    ],
    [
      kestrel,
      'time',
      { form: 'gps', week: ' w', from: 't', unit: 's' },
      'time.week: has blanks around it',
    ],
    [kestrel, 'only', { from: ' a', is: ['FIX'] }, 'only.from: has blanks around it'],
  ])('finds in delimited text what can not be', (example, path, value, words) => {
    const found = saidWith(example, path, value)
    expect(found.slice(0, words.length)).toBe(words)
    expect(found).not.toContain('\n')
  })

  it.each([
    [kestrel, 'time', { form: 'elapsed', from: 'unix_ms', unit: 'ms' }],
    [
      kestrel,
      'time',
      { form: 'elapsed', from: 't', unit: 's', start: { name: 'yyyy-MM-dd', offset: '-03:00' } },
    ],
    [jackal, 'time', { form: 'elapsed', from: 't', unit: 's', start: { header: 't0' } }],
    [kestrel, 'time', { form: 'gps', week: 'wn', from: 'tow', unit: 'ms' }],
    [kestrel, 'time', { form: 'ordinal', from: ['year', 'doy'] }],
    [
      kestrel,
      'time',
      {
        form: 'parts',
        from: [{ column: 1 }, { column: 4 }],
        pattern: 'yyyy-MM-dd HH:mm',
        zone: 'Europe/Madrid',
      },
    ],
    [listed, 'channels.5.from', { column: 10 }],
    [kestrel, 'channels.5.from', 'unix_ms'],
    [
      kestrel,
      'file',
      {
        kind: 'delimited',
        delimiter: ';',
        decimal: ',',
        quote: false,
        preamble: { until: 'META_STOP' },
      },
    ],
    [kestrel, 'only', { from: 'type', is: ['FIX', 3, true] }],
    [
      kestrel,
      'channels.3',
      channel({ role: 'counter', wraps: 65_536, label: 'Sequence', offset: -1 }),
    ],
    [
      jackal,
      'channels.1',
      state({
        from: '/a/b~1c',
        states: [
          { value: 1, word: 'on' },
          { value: '2', word: 'off' },
        ],
      }),
    ],
    [kestrel, 'rate', 0.1],
    [kestrel, 'recognise', undefined],
  ])('takes what can be', (example, path, value) => {
    expect(saidWith(example, path, value)).toBe('')
  })
})

describe('malice', () => {
  const hostile = [
    "'; DROP TABLE records; --",
    '<img src=x onerror=alert(1)>',
    '=cmd|calc!A1',
    '\u001b[2J\u202e\u0007',
    '${process.exit(1)}',
    '(a+)+$',
    '__proto__',
  ]

  it.each(hostile)('may be the word, unit, group, label and title %j, and stays text', (text) => {
    const copy = structuredClone(kestrel)
    Object.assign(copy, { title: text })
    Object.assign(copy.channels[1] ?? {}, { unit: text, group: text, label: text })
    Object.assign(copy.channels[0] ?? {}, { states: [{ value: text, word: text }] })
    Object.assign(copy.channels[2] ?? {}, { from: text })
    expect(readDefinition(JSON.stringify(copy)).definition).toMatchObject(copy)
    expect(saidWith(kestrel, 'type', text)).toMatch(/^type: must be 1 to 63/)
    expect(saidWith(kestrel, 'channels.0.name', text)).toMatch(/^channels\[0\].name: must be 1 to/)
  })

  it('is no key of an object, wherever it stands', () => {
    expect(saidOfText(kestrelWithProto('{'))).toBe('__proto__: is not known here')
    expect(saidOfText(kestrelWithProto('"limits":{'))).toBe(
      'channels[1].limits.__proto__: is not known here',
    )
    expect(saidOfText(JSON.stringify(jackal).replace('"satellite_type":', '"__proto__":'))).toBe(
      'recognise.header.__proto__: is not known here',
    )
  })

  it.each([
    [
      '10 MB of a title',
      JSON.stringify({ ...kestrel, title: 'x'.repeat(10 ** 7) }),
      /^: is longer than 4/,
    ],
    [
      '3 MB of a title',
      JSON.stringify({ ...kestrel, title: 'x'.repeat(3e6) }),
      /^title: must have at most/,
    ],
    ['3 MB of an open text', `{"format":"${'é'.repeat(3e6)}`, /^line 1, column 3000012: ends/],
    [
      '100,000 channels',
      JSON.stringify({ ...kestrel, channels: Array.from({ length: 1e5 }, () => ({})) }),
      /^channels: has 100000 channels; a satellite type can have 990$/,
    ],
    [
      '991 channels',
      JSON.stringify({ ...kestrel, channels: Array(991).fill(0) }),
      /^channels: has 991/,
    ],
    [
      'a million missing values',
      `{"format":"downlink-definition/1","missing":[${'0,'.repeat(1e6)}0]}`,
      /^: has more than 200000 values$/,
    ],
    [
      'a hundred thousand of them',
      JSON.stringify({ ...kestrel, missing: Array(1e5).fill('x') }),
      /^missing: must have no more entries than 1000$/,
    ],
    [
      'a hundred thousand keys',
      JSON.stringify({
        ...kestrel,
        ...Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`k${i}`, i])),
      }),
      /\n: has 99900 more faults$/,
    ],
    [
      'a depth of a million',
      `{"format":"downlink-definition/1","missing":${'['.repeat(1e6)}${']'.repeat(1e6)}}`,
      /^type: is missing/,
    ],
    ['a depth without an end', '['.repeat(4e6), /^line 1, column 4000001: ends/],
    [
      'a key of 3 MB',
      JSON.stringify({ ...kestrel, ['k'.repeat(3e6)]: 1 }),
      /^\["k{60}…"\]: is not known here$/,
    ],
  ])('is answered: %s', (_, text, words) => {
    expect(saidOfText(text)).toMatch(words)
  })

  it('never throws, whatever the text, and takes what it once took', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        expect(readDefinition(text).faults).toBeDefined()
      }),
    )
    const paths = fc.constantFrom(
      'title',
      'file',
      'recognise',
      'missing',
      'ignore',
      'only',
      'time',
      'rate',
      'channels',
      'channels.0',
      'channels.1',
      'channels.1.limits',
      'channels.0.states',
      'file.names',
      'time.from',
    )
    fc.assert(
      fc.property(paths, fc.jsonValue({ maxDepth: 4 }), (path, value) => {
        expect(typeof saidWith(kestrel, path, value)).toBe('string')
      }),
      { numRuns: fuzzed(2000) },
    )
  })
})
