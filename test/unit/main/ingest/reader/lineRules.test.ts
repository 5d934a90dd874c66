import { describe, expect, it } from 'vitest'
import { mk1Header, mk1Line, mk2Header, objectLine } from './lines'
import { exact, readBytes, usual } from './readAll'

/** What the reader says of one mk1 line, in both its ways. */
function judge(line: string) {
  const [fast, slow] = [usual, exact].map((ways) => readBytes(`${mk1Header}\n${line}\n`, { ways }))
  expect(fast).toEqual({ ...slow, end: { ...slow?.end, identity: fast?.end.identity } })
  return { record: fast?.records[0], issues: fast?.errors[0]?.issues ?? [], found: fast }
}

const issuesOf = (line: string) => judge(line).issues.map(({ path, code }) => `${path} ${code}`)

describe('a good line', () => {
  it('becomes a record with all its values', () => {
    const { record, found } = judge(mk1Line())
    expect(record).toEqual({
      line: 2,
      timestampUs: 1_703_583_267_602_982,
      velocity: 8020.290000000006,
      altitude: 300047.9000000015,
      latitude: -11.059999999999961,
      longitude: -37.82899999999994,
      instruments: '{"instrument1":"ok","instrument2":"diabled"}',
      byteOffset: mk1Header.length + 1,
      byteLength: mk1Line().length,
    })
    expect(found?.errors).toEqual([])
  })

  it('has its keys and ranges from its own satellite type', () => {
    const line = objectLine({
      long: '-180',
      alt: '1e3',
      ts: '"2023-12-26 09:34:27Z"',
      vel: '-0',
      lat: '90',
      instrument1: '"ok"',
      instrument4: '"off"',
      instrument3: '"ok"',
    })
    const { records } = readBytes(`${mk2Header}\n${line}`)
    expect(records[0]).toMatchObject({
      longitude: -180,
      altitude: 1000,
      velocity: 0,
      latitude: 90,
      instruments: '{"instrument1":"ok","instrument3":"ok","instrument4":"off"}',
    })
  })

  it.each([
    ['a number as text', { velocity: '"8020.290000000006"' }, { velocity: 8020.290000000006 }],
    ['a number with an exponent', { velocity: '8.02029E+3' }, { velocity: 8020.29 }],
    ['a number with an exponent as text', { altitude: '"-3e5"' }, { altitude: -300_000 }],
    ['more digits than a double has', { velocity: '9007199254740993' }, { velocity: 2 ** 53 }],
    ['a number that is too small', { velocity: '1e-400' }, { velocity: 0 }],
    [
      'minus zero, which is stored as zero',
      { velocity: '-0', altitude: '"-0.0"' },
      { velocity: 0, altitude: 0 },
    ],
    [
      'the edges of the ranges',
      { latitude: '-90', longitude: '180.0' },
      { latitude: -90, longitude: 180 },
    ],
    [
      'an offset',
      { timestamp: '"2023-12-26T10:34:27.602982+01:00"' },
      { timestampUs: 1_703_583_267_602_982 },
    ],
    [
      'an escape in a word',
      { instrument1: '"o\\u006b\\n"' },
      { instruments: '{"instrument1":"ok\\n","instrument2":"diabled"}' },
    ],
    [
      'a lone surrogate in a word',
      { instrument1: '"\\ud800"' },
      { instruments: '{"instrument1":"\\ud800","instrument2":"diabled"}' },
    ],
    [
      'a word in UTF-8',
      { instrument1: Buffer.from('"été"').toString('latin1') },
      { instruments: '{"instrument1":"été","instrument2":"diabled"}' },
    ],
    [
      'a blank word',
      { instrument1: '" "' },
      { instruments: '{"instrument1":" ","instrument2":"diabled"}' },
    ],
  ] as const)('may hold %s', (_, changes, expected) => {
    const { record, issues } = judge(mk1Line(changes))
    expect(issues).toEqual([])
    expect(record).toMatchObject(expected)
  })

  it('may have its keys in any order, with blanks anywhere between', () => {
    const { record } = judge(
      '\t { "instrument2":"b" ,"instrument1" : "a", "longitude":1,"latitude":2,\r"altitude":3,"velocity":4,"timestamp":"1970-01-01T00:00:00Z" } \t',
    )
    expect(record).toMatchObject({ longitude: 1, velocity: 4, timestampUs: 0 })
  })

  it('may spell its keys with escapes', () => {
    const line = mk1Line().replace('"velocity"', '"velo\\u0063ity"')
    expect(judge(line).record).toMatchObject({ velocity: 8020.290000000006 })
    expect(judge(line).found?.unknownKeys).toEqual([])
  })

  it('takes the last of a repeated key', () => {
    const line = mk1Line().replace('{', '{"velocity":null,"latitude":1000,"x":1,"x":2,')
    expect(judge(line).record).toMatchObject({ velocity: 8020.290000000006 })
    expect(judge(line).found?.unknownKeys).toEqual([{ key: 'x', count: 1, firstLine: 2 }])
    expect(issuesOf(mk1Line().replace('}', ',"velocity":null}'))).toEqual(['velocity wrong_type'])
  })

  it('has no room for a repeated key in the place of a missing one', () => {
    const line = mk1Line({ altitude: undefined }).replace('}', ',"velocity":1}')
    expect(issuesOf(line)).toEqual(['altitude missing_field'])
  })

  it('may nest 100,000 levels deep and have 100,000 unknown keys', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(judge(mk1Line({ deep })).issues).toEqual([])
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, '0']))
    expect(judge(mk1Line(many)).issues).toEqual([])
  })
})

describe('a bad line', () => {
  it.each([
    ['{"timestamp":"\xff"}', ' invalid_utf8'],
    ['\xc0\x80', ' invalid_utf8'],
    ['"\xed\xa0\x80"', ' invalid_utf8'],
    ['{', ' invalid_json'],
    ['\xef\xbb\xbf{}', ' invalid_json'],
    ['\r\r', ' invalid_json'],
    ['\u000b', ' invalid_json'],
    ["{'timestamp':1}", ' invalid_json'],
    [`${mk1Line()}${mk1Line()}`, ' invalid_json'],
    [`${mk1Line()}\r${mk1Line()}`, ' invalid_json'],
    [mk1Line({ velocity: 'NaN' }), ' invalid_json'],
    [mk1Line({ velocity: '1.' }), ' invalid_json'],
    [mk1Line({ velocity: '+1' }), ' invalid_json'],
    [mk1Line({ instrument1: '"tab\there"' }), ' invalid_json'],
    [mk1Line({ instrument1: '"\\x"' }), ' invalid_json'],
    [mk1Line({ unknown: '"\0"' }), ' invalid_json'],
    ['[]', ' not_an_object'],
    [`[${mk1Line()}]`, ' not_an_object'],
    ['null', ' not_an_object'],
    ['"text"', ' not_an_object'],
    ['0', ' not_an_object'],
    [mk1Line({ velocity: undefined }), 'velocity missing_field'],
    [mk1Line({ velocity: '""' }), 'velocity missing_field'],
    [mk1Line({ timestamp: '""' }), 'timestamp missing_field'],
    [mk1Line({ instrument2: undefined }), 'instrument2 missing_field'],
    [mk1Line({ instrument1: '""' }), 'instrument1 missing_field'],
    [mk1Line({ velocity: 'null' }), 'velocity wrong_type'],
    [mk1Line({ timestamp: 'null' }), 'timestamp wrong_type'],
    [mk1Line({ timestamp: '1703583267' }), 'timestamp wrong_type'],
    [mk1Line({ instrument1: 'null' }), 'instrument1 wrong_type'],
    [mk1Line({ instrument1: '5' }), 'instrument1 wrong_type'],
    [mk1Line({ instrument1: '["ok"]' }), 'instrument1 wrong_type'],
    [mk1Line({ latitude: 'true' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '[1]' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '{}' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '" 1"' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '"1 "' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '"0x10"' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '"01"' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '"+1"' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '"1,5"' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '"NaN"' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '"Infinity"' }), 'latitude wrong_type'],
    [mk1Line({ latitude: '" "' }), 'latitude wrong_type'],
    [mk1Line({ velocity: '1e400' }), 'velocity not_finite'],
    [mk1Line({ velocity: '-1e400' }), 'velocity not_finite'],
    [mk1Line({ latitude: '"1e400"' }), 'latitude not_finite'],
    [mk1Line({ latitude: '90.00000000000001' }), 'latitude out_of_range'],
    [mk1Line({ latitude: '"-90.1"' }), 'latitude out_of_range'],
    [mk1Line({ longitude: '180.00000000000003' }), 'longitude out_of_range'],
    [mk1Line({ longitude: '-181' }), 'longitude out_of_range'],
    [mk1Line({ timestamp: '"1969-12-31T23:59:59.999999Z"' }), 'timestamp out_of_range'],
    [mk1Line({ timestamp: '"2200-01-01T00:00:00Z"' }), 'timestamp out_of_range'],
    [mk1Line({ timestamp: '"2023-12-26"' }), 'timestamp invalid_timestamp'],
    [mk1Line({ timestamp: '"2023-12-26T09:34:27.602982Zx"' }), 'timestamp invalid_timestamp'],
    [mk1Line({ timestamp: '"2023-02-30T09:34:27Z"' }), 'timestamp invalid_timestamp'],
    [mk1Line({ timestamp: '" "' }), 'timestamp invalid_timestamp'],
  ])('%j is %s', (line, issue) => {
    expect(issuesOf(line)).toEqual([issue])
  })

  it('lists all its faults in the order of the definition', () => {
    const line = objectLine({
      instrument2: '""',
      longitude: '500',
      latitude: '"x"',
      altitude: '1e999',
      velocity: undefined,
      timestamp: '"soon"',
      instrument1: 'null',
    })
    expect(issuesOf(line)).toEqual([
      'timestamp invalid_timestamp',
      'velocity missing_field',
      'altitude not_finite',
      'latitude wrong_type',
      'longitude out_of_range',
      'instrument1 wrong_type',
      'instrument2 missing_field',
    ])
  })

  it('is explained in words that do not hold its values', () => {
    const messages = [
      mk1Line({ latitude: '95.5' }),
      mk1Line({ velocity: 'null' }),
      mk1Line({ altitude: undefined }),
      mk1Line({ altitude: '""' }),
      mk1Line({ altitude: '1e400' }),
      mk1Line({ timestamp: '"soon"' }),
      mk1Line({ timestamp: '"2023-02-30T00:00:00Z"' }),
      mk1Line({ timestamp: '"2300-01-01T00:00:00Z"' }),
    ].map((line) => judge(line).issues[0]?.message)
    expect(messages).toEqual([
      '"latitude" must lie between -90 and 90',
      '"velocity" must be a number, not null',
      '"altitude" is missing',
      '"altitude" is empty',
      '"altitude" is too large for a 64-bit number',
      '"timestamp" is not a date and time as in RFC 3339',
      '"timestamp" names a date or time that does not exist',
      '"timestamp" must lie in the years 1970 to 2199',
    ])
  })

  it('keeps its bytes', () => {
    const { found } = judge('{"timestamp":"\xff\xfe"}\r')
    expect(found?.errors[0]).toMatchObject({
      raw: '{"timestamp":"\xff\xfe"}',
      rawBytes: 18,
      byteOffset: mk1Header.length + 1,
    })
  })
})

describe('unknown keys', () => {
  it('are counted, whatever they are called, in good lines and in bad ones', () => {
    const line = mk1Line().replace('{', '{"__proto__":{"polluted":1},"toString":0,"":[],')
    const { found } = judge(line)
    expect(found?.records).toHaveLength(1)
    expect(found?.unknownKeys).toEqual([
      { key: '__proto__', count: 1, firstLine: 2 },
      { key: 'toString', count: 1, firstLine: 2 },
      { key: '', count: 1, firstLine: 2 },
    ])
    expect('polluted' in {}).toBe(false)
    expect(judge('{"extra":1}').found?.unknownKeys).toEqual([
      { key: 'extra', count: 1, firstLine: 2 },
    ])
  })

  it('come in the order of JSON.parse, which puts numbers first', () => {
    const keys = judge(mk1Line().replace('}', ',"x":1,"7":1}')).found?.unknownKeys
    expect(keys?.map(({ key }) => key)).toEqual(['7', 'x'])
  })

  it('are named up to a hundred in a file, and counted together beyond', () => {
    const lines = Array.from({ length: 150 }, (_, i) =>
      mk1Line({ [`key ${i % 120}`]: '1', always: '"x"' }),
    )
    for (const ways of [usual, exact]) {
      const { unknownKeys } = readBytes(`${mk1Header}\n${lines.join('\n')}\n`, {
        ways,
        maxLines: 7,
      })
      expect(unknownKeys).toHaveLength(101)
      expect(unknownKeys).toContainEqual({ key: 'always', count: 150, firstLine: 2 })
      expect(unknownKeys).toContainEqual({ key: 'key 3', count: 2, firstLine: 5 })
      expect(unknownKeys).toContainEqual({ key: null, count: 21, firstLine: 101 })
    }
  })
})
