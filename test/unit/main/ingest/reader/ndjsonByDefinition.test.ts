import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzed } from '../../../../helpers/fuzz'
import { definitionOf } from '../../../../helpers/definitions'
import { readRows } from './readRows'

const kestrel = definitionOf({
  file: { kind: 'ndjson' },
  missing: ['x', -9999],
  ignore: ['crc'],
  time: { form: 'epoch', from: 't', unit: 'ms' },
  channels: [
    {
      name: 'mode',
      from: 'mode',
      kind: 'state',
      required: true,
      states: [
        { value: 0, word: 'SAFE' },
        { value: '1', word: 'IDLE' },
      ],
    },
    { name: 'fw', from: 'fw', kind: 'word' },
    { name: 'volts', from: 'volts', kind: 'number', valid: { min: 0, max: 10 } },
    {
      name: 'heater',
      from: 'heater',
      kind: 'state',
      states: [
        { value: 'off', word: 'off' },
        { value: true, word: 'on' },
      ],
    },
    { name: 'count', from: 'count', kind: 'number' },
    { name: 'note', from: 'note', kind: 'word' },
  ],
})

function member(key: string, value: fc.Arbitrary<string>, freq = 6): fc.Arbitrary<string> {
  return fc.option(
    value.map((json) => `"${key}":${json}`),
    { nil: '', freq },
  )
}

describe.each([true, false])('NDJSON by a definition (fast way: %s)', (scans) => {
  const read = (...lines: string[]) => readRows(lines.join('\n'), kestrel, { scans })

  it('has numbers, states and words, and null for what is missing', () => {
    const { rows, bad, unknown, cells } = read(
      '{"t":1700000000123,"mode":1,"fw":"a","volts":7.5,"heater":"off","count":3,"note":"n"}',
      '{"t":"1700000000123.4567","mode":"0","crc":7}',
      '{"t":0.9999,"mode":7,"fw":null,"volts":-9999,"heater":true,"count":"x","note":"x"}',
      '{"t":5,"mode":"ODD","heater":"hot","count":9007199254740993}',
    )
    expect(bad).toEqual([])
    expect(unknown).toEqual({})
    expect(rows).toEqual([
      [1, 1_700_000_000_123_000, [1, 7.5, 0, 3], { fw: 'a', note: 'n' }],
      [2, 1_700_000_000_123_456, [0, null, null, null], {}],
      [3, 999, [7, null, 1, null], {}],
      [4, 5000, [null, null, null, null], { mode: 'ODD', heater: 'hot' }],
    ])
    expect(cells).toEqual([[4, 'count', 'wrong_type', '9007199254740993']])
  })

  it('stores a record without a cell that can’t be read, and says so', () => {
    const { rows, bad, cells, cellCounts, cellRecords } = read(
      '{"t":1,"mode":0,"volts":11,"count":"1,5","note":5}',
      '{"t":2,"mode":0,"volts":[1,{"a":2}],"fw":""}',
      '{"t":3,"volts":12}',
    )
    expect(rows.map(([line, , values, words]) => [line, values, words])).toEqual([
      [1, [0, null, null, null], {}],
      [2, [0, null, null, null], {}],
    ])
    expect(bad.map(([line, issues]) => [line, issues])).toEqual([[3, 'mode missing_field']])
    expect(cells).toEqual([
      [1, 'volts', 'out_of_range', '11'],
      [1, 'count', 'wrong_type', '"1,5"'],
      [1, 'note', 'wrong_type', '5'],
      [2, 'volts', 'wrong_type', '[1,{"a":2}]'],
    ])
    expect(cellCounts).toEqual({
      'volts out_of_range': 1,
      'volts wrong_type': 1,
      'count wrong_type': 1,
      'note wrong_type': 1,
    })
    expect(cellRecords).toBe(2)
  })

  it('keeps 10,000 cell errors of a file, at most 200 bytes of each, and counts all', () => {
    const text = JSON.stringify('é'.repeat(200))
    const lines = Array.from({ length: 10_002 }, () => `{"t":1,"mode":0,"count":${text}}`)
    const { cells, cellCounts, cellRecords } = read(...lines)
    expect(cells).toHaveLength(10_000)
    expect(cells[0]?.[3]).toBe(`"${'é'.repeat(99)}`)
    expect([cellCounts, cellRecords]).toEqual([{ 'count wrong_type': 10_002 }, 10_002])
  })

  it('counts text numbers and unknown keys of any channel', () => {
    const { textNumbers, unknown } = read(
      '{"t":1,"mode":"0","volts":"5","count":"7","y":1}',
      '{"t":1,"mode":0,"volts":"6","y":null,"z":{}}',
    )
    expect(textNumbers).toEqual({ volts: 2, count: 1 })
    expect(unknown).toEqual({ y: 2, z: 1 })
  })
})

describe('NDJSON by a definition', () => {
  it('takes one kind of record out of a mixed file', () => {
    const fix = definitionOf({
      file: { kind: 'ndjson' },
      only: { from: 'type', is: ['FIX', 3] },
      time: { form: 'rfc3339', from: 't' },
      channels: [{ name: 'v', from: 'v', kind: 'number' }],
    })
    const lines = ['"FIX"', '"RAW"', '"3"', 'null'].map(
      (type) => `{"type":${type},"t":"2024-01-01T00:00:00Z","v":1,"extra":1}`,
    )
    const { rows, otherRecords, unknown } = readRows(lines.join('\n'), fix)
    expect(rows.map(([line]) => line)).toEqual([1, 3])
    expect([otherRecords, unknown]).toEqual([2, { extra: 2 }])
  })

  it('reads values inside others, and counts what it leaves there', () => {
    const deep = definitionOf({
      file: { kind: 'ndjson' },
      ignore: ['/eps/crc'],
      time: { form: 'epoch', from: '/head/time', unit: 'ns' },
      channels: [
        { name: 'bat', from: '/eps/bat/0', kind: 'number' },
        { name: 'slash', from: '/a~1b', kind: 'number' },
        { name: 'serial', from: '/head/id', kind: 'word' },
      ],
    })
    const { rows, unknown, repeatedValues, bad } = readRows(
      [
        '{"head":{"time":1700000000123456789,"id":9223372036854775807},"eps":{"bat":[7,8],"crc":1,"n/m":2},"a/b":5}',
        '{"head":{"id":"a","id":"b","time":"1"},"head":{"time":1000},"eps":5,"x":1}',
        '{"head":[],"eps":null}',
      ].join('\n'),
      deep,
    )
    expect(rows).toEqual([
      [1, 1_700_000_000_123_456, [7, 5], { serial: '9223372036854775807' }],
      [2, 1, [null, null], {}],
    ])
    expect(bad.map(([line, issues]) => [line, issues])).toEqual([[3, '/head/time missing_field']])
    expect(unknown).toEqual({ '/eps/bat/1': 1, '/eps/n~1m': 1, '/eps': 1, x: 1 })
    expect(repeatedValues).toBe(1)
  })

  it('reads every line alike in both ways, whatever the blocks and chunks', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer({ min: -3, max: 12 }).map(String),
      fc.constantFrom('-0', '-9999', '1e3', '"5"', '"-9999"', '"x"', '""', '9007199254740993'),
    )
    const odd = fc.constantFrom(
      'null',
      'true',
      'false',
      '[]',
      '{"a":1}',
      '"off"',
      '"\\u006fff"',
      '7.0',
    )
    const time = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 7_258_118_400_000 }).map(String) },
      fc.constantFrom('1.5', '"17.25"', '01', '-1', '1e3', '1700000000000.1234567', '"x"', '-9999'),
    )
    const text = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('"a"', '"b"', '"é"') },
      fc.string({ unit: 'binary', maxLength: 3 }).map((word) => JSON.stringify(word)),
      odd,
    )
    const state = fc.oneof(fc.constantFrom('0', '1', '"1"', '"off"', 'true', '"odd"', '2'), odd)
    const line = fc
      .tuple(
        member('t', time, 20),
        member('mode', state, 20),
        member('fw', text),
        member('volts', fc.oneof(number, odd)),
        member('heater', state),
        member('count', fc.oneof(number, odd)),
        member('note', text),
        member('crc', odd, 1),
        member('other', odd, 1),
        fc.boolean(),
      )
      .map(([...members]) => {
        const isTurned = members.pop() === true
        const there = members.filter((one) => one !== '').map(String)
        return `{${(isTurned ? there.toReversed() : there).join(',')}}`
      })
    const lines = fc.array(
      fc.oneof({ weight: 9, arbitrary: line }, fc.constantFrom('', '{', ' ')),
      {
        maxLength: 12,
      },
    )
    const size = fc.integer({ min: 1, max: 300 })
    fc.assert(
      fc.property(lines, size, size, size, (texts, blockBytes, a, b) => {
        fc.pre(texts.length > 0)
        const bytes = Buffer.from(`${texts.join('\n')}\n`)
        const fast = readRows(bytes, kestrel, { scans: true, blockBytes, maxLines: a })
        const slow = readRows(bytes, kestrel, { scans: false, blockBytes, maxLines: b })
        expect(fast).toEqual(slow)
        expect(fast.rows.length + fast.bad.length + fast.skippedLines).toBe(texts.length)
      }),
      { numRuns: fuzzed(400) },
    )
  })
})
