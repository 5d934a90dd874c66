import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { badLineText } from '../../../../../src/cli/badLine'
import {
  hadLeapSecond,
  LEAP_SECONDS_KNOWN_UNTIL,
} from '../../../../../src/main/record/time/leapSeconds'
import { jsonLines } from '../../../../../src/shared/formats/formats'
import { decodeLine } from '../../../../../src/shared/raw/decode'
import { faultPlace } from '../../../../../src/shared/raw/place'
import { needsFile } from '../../../../helpers/needs'
import { mk1Header, mk1Line, objectLine } from './lines'
import { exact, readBytes, usual } from './readAll'

/** What the reader says of a line, in both its ways, and where the line breaks off. */
function judge(line: string) {
  const [fast, slow] = [usual, exact].map(
    (ways) => readBytes(`${mk1Header}\n${line}\n`, { ways }).errors,
  )
  expect(fast).toEqual(slow)
  const issues = fast?.[0]?.issues ?? []
  const [issue] = issues
  const place =
    issue === undefined ? null : faultPlace(decodeLine(Buffer.from(line), false), issue, false)
  return { message: issue?.message ?? '', count: issues.length, place }
}

const columnOf = (line: string, text: string): number => line.indexOf(text) + 1

describe('what is wrong with JSON', () => {
  it.each([
    ['NaN', mk1Line({ velocity: 'NaN' }), /NaN is no number/, 'NaN'],
    ['-NaN', mk1Line({ velocity: '-NaN' }), /NaN is no number/, '-NaN'],
    ['nan', mk1Line({ velocity: 'nan' }), /NaN is no number/, 'nan'],
    ['Infinity', mk1Line({ velocity: '-Infinity' }), /Infinity is no number/, '-Infinity'],
    ['True', mk1Line({ velocity: 'True' }), /True, False or None/, 'True'],
    ['undefined', mk1Line({ velocity: 'undefined' }), /a text has no quotes/, 'undefined'],
    ['007', mk1Line({ velocity: '007' }), /a number is written/, '007'],
    ['+1', mk1Line({ velocity: '+1' }), /a number is written/, '+1'],
    ['.5', mk1Line({ velocity: '.5' }), /a number is written/, '.5'],
    ['a trailing comma', '{"a":[1,2],}', /a comma stands before a closing bracket/, '}'],
    ['a comma too many', '{"a":1,,"b":2}', /a comma stands where/, ',"b'],
    ['no value', '{"a":,"b":2}', /a key has no value/, ',"b'],
    ['two values', '{"a":1}{"b":2}', /two values stand in one line/, '{"b'],
    ['two values with a comma', '{"a":1},{"b":2}', /two values stand in one line/, ',{'],
    ['a list over lines', '{"a":1},', /a comma stands behind it/, ','],
    ['text behind', '{"a":1} done', /something stands behind/, 'done'],
    ['single quotes', "{'a':1}", /single quotes/, "'a"],
    ['a single-quoted value', `{"a":'x'}`, /single quotes/, "'x"],
    ['bare keys', '{a:1}', /a key has no quotes/, 'a:'],
    ['a bare value', '{"a":ok}', /a text has no quotes/, 'ok'],
    ['a comment behind', '{"a":1} // note', /it has a comment/, '//'],
    ['a comment line', '# note', /it has a comment/, '#'],
    ['no comma', '{"a":1 "b":2}', /a comma or a colon is missing/, '"b"'],
    ['a tab in a text', '{"a":"x\ty"}', /a tab or another control/, '\t'],
    ['a wrong escape', String.raw`{"a":"C:\data"}`, /a backslash that JSON/, String.raw`\d`],
    ['escaped quotes', String.raw`{\"a\":1}`, /its quotes have backslashes/, String.raw`\"a`],
    ['a BOM', '\ufeff{"a":1}', /begins with a byte order mark/, '\ufeff'],
    ['zeros', '{"a":1}\0\0', /zero bytes/, '\0'],
    ['no JSON', 'hello there', /does not begin as JSON/, 'hello'],
    ['a wrong bracket', '{"a":[1}', /a closing bracket/, '}'],
  ])('is said of %s, with its column', (_, line, message, met) => {
    const found = judge(Buffer.from(line).toString('latin1'))
    expect(found.message).toMatch(/^Not valid JSON: /)
    expect(found.message).toMatch(message)
    const place = faultPlace(
      decodeLine(Buffer.from(line), false),
      { path: '', code: 'invalid_json', message: '' },
      false,
    )
    expect(place?.column).toBe(columnOf(line, met))
  })

  it.each(['{', '{"a":1', '{"a":"x', '{"a":', '{"a":1,', '[1,'])('is that it ends: %s', (line) => {
    expect(judge(line)).toEqual({
      message: 'Not valid JSON: it breaks off before its JSON ends',
      count: 1,
      place: { column: line.length + 1, met: null },
    })
  })

  it('is one text wherever it stands, so that it is one group', () => {
    const lines = ['{"a":NaN}', '{"a":1,"b":{"c":NaN}}', '[ nan ]']
    expect(new Set(lines.map((line) => judge(line).message)).size).toBe(1)
  })
})

const said = (time: string) => judge(mk1Line({ timestamp: JSON.stringify(time) })).message
/** Of seconds since 1900, as the list has them. */
const since1970 = (seconds: string) => Number(seconds) - 2_208_988_800

describe('what is wrong with a time', () => {
  it.each([
    ['2024-03-01T10:00:00', /has no time zone/],
    ['2024-03-01 10:00:00.123456', /has no time zone/],
    ['2024-03-01T10:00:00 UTC', /is not a date and time/],
    ['2016-12-31T23:59:60Z', /is a leap second: it did exist/],
    ['2017-01-01T00:59:60.5+01:00', /is a leap second: it did exist/],
    ['2016-12-31T22:59:60Z', /there was no leap second/],
    ['2015-12-31T23:59:60Z', /there was no leap second/],
    ['2150-12-31T23:59:60Z', /no leap second is announced/],
    ['2016-12-31T23:59:61Z', /does not exist/],
    ['2016-12-31T23:59:60+25:00', /does not exist/],
    ['2023-02-29T10:00:00Z', /does not exist/],
    ['yesterday', /is not a date and time/],
  ])('is said of %s', (text, words) => expect(said(text)).toMatch(words))

  const list = '/usr/share/zoneinfo/leap-seconds.list'
  it("knows the leap seconds of the system's own list", needsFile(list), () => {
    const lines = readFileSync(list, 'utf8').split('\n')
    const [first = 0, ...after] = lines.flatMap((line) =>
      /^\d/.test(line) ? [since1970(line.split(/\s+/)[0] ?? '')] : [],
    )
    const known = after.filter((moment) => moment < LEAP_SECONDS_KNOWN_UNTIL)
    expect(known.filter((moment) => !hadLeapSecond(moment - 60))).toEqual([])
    const minutes: number[] = []
    for (let day = first; day < LEAP_SECONDS_KNOWN_UNTIL; day += 86_400) {
      if (hadLeapSecond(day - 60)) minutes.push(day)
    }
    expect(minutes).toEqual(known)
  })
})

describe('a second header', () => {
  it('is one fault that says so', () => {
    expect(judge(mk1Header)).toMatchObject({ count: 1, place: null })
    expect(judge(mk1Header).message).toMatch(/second header/)
    expect(judge('{"satellite_type":"jackal_mk2","x":1}').message).toMatch(
      /header of another satellite type/,
    )
  })

  it('is none where the line has any of its own fields', () => {
    const line = objectLine({ satellite_type: '"jackal_mk1"', velocity: '1' })
    expect(judge(line).count).toBe(6)
    const record = mk1Line({ satellite_type: '"jackal_mk1"' })
    expect(readBytes(`${mk1Header}\n${record}\n`).records).toHaveLength(1)
  })

  const example = join(import.meta.dirname, '../../../../../../shared/cases/headers/twice.json')
  it('is found in the package that has one', needsFile(example), () => {
    const { records, errors } = readBytes(readFileSync(example, 'latin1'))
    expect(records.length).toBeGreaterThan(0)
    for (const { issues } of errors) expect(issues[0]?.message).toMatch(/header/)
  })
})

/** The rows that the terminal shows of a line. */
function shown(line: string, width = 80): string[] {
  const raw = new Uint8Array(Buffer.from(line, 'latin1'))
  const [error] = readBytes(`${mk1Header}\n${line}\n`).errors
  return badLineText(
    {
      line: 2,
      issues: error?.issues ?? [],
      raw,
      rawBytes: raw.length,
      format: jsonLines,
    },
    width,
  ).split('\n')
}

describe('a bad line in the terminal', () => {
  it('has its reason, the line and marks below the fault', () => {
    expect(shown('{"a":NaN}')).toEqual([
      'line 2: Not valid JSON: NaN is no number of JSON (column 6: NaN)',
      '    {"a":NaN}',
      '         ^^^',
    ])
  })

  it('marks the value of a field', () => {
    const [why, line, marks] = shown(mk1Line({ latitude: '91' }), 400)
    expect(why).toMatch(/"latitude" must lie between/)
    expect(marks?.length).toBe((line?.indexOf('91,') ?? 0) + 2)
  })

  it('keeps to the width, and shows the fault however far it is', () => {
    const rows = shown(`{"a":"${'x'.repeat(5000)}","b":NaN}`, 60)
    for (const row of rows.slice(1)) expect(row.length).toBeLessThanOrEqual(60)
    expect(rows[2]?.trim()).toBe('^^^')
  })

  it('lets nothing act on the terminal', () => {
    const text = shown('\x1b[31m{"a":\x07}\u00e2\u0080\u00ae').join('\n')
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  })

  it('puts the marks below signs of two columns', () => {
    const [, line, marks] = shown(Buffer.from('{"正":NaN}').toString('latin1'))
    expect(line).toBe('    {"正":NaN}')
    expect(marks).toBe('          ^^^')
  })
})
