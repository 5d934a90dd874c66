import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LineParser } from '../../../../../src/main/ingest/reader/formats/ndjson/lineParser'
import { BLOCK_BYTES } from '../../../../../src/main/record/chunk'
import { definitionOf } from '../../../../helpers/definitions'
import { fuzzed } from '../../../../helpers/fuzz'
import { readRows } from './readRows'

const HOUR = 3_600_000

afterEach(() => vi.restoreAllMocks())

const plain = definitionOf({
  file: { kind: 'ndjson' },
  ignore: ['crc'],
  time: { form: 'epoch', from: 't', unit: 's' },
  channels: [
    { name: 'v', from: 'v', kind: 'number' },
    { name: 's', from: 's', kind: 'state', states: [{ value: 'on', word: 'On' }] },
    { name: 'w', from: 'w', kind: 'word' },
  ],
})

/**
 * Reads lines both ways, which must agree; how many of them the fast way left to the exact one, but
 * for the first ones of each block that was read.
 */
function leftOf(lines: readonly string[], definition = plain): number {
  const bytes = Buffer.from(`${lines.join('\n')}\n`)
  const wanted = readRows(bytes, definition, { scans: false })
  const exact = vi.spyOn(LineParser.prototype, 'parse')
  const found = readRows(bytes, definition)
  expect(found).toEqual(wanted)
  const left = exact.mock.calls.length - Math.ceil(bytes.length / BLOCK_BYTES)
  vi.restoreAllMocks()
  return left
}

const many = (count: number, line: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => line(i))

/** A type of so many words, and its lines. */
function wordsOf(count: number) {
  const names = Array.from({ length: count }, (_, i) => `i${i}`)
  const definition = definitionOf({
    file: { kind: 'ndjson' },
    time: { form: 'epoch', from: 't', unit: 's' },
    channels: names.map((name) => ({ name, from: name, kind: 'word' })),
  })
  const lineOf = (word: (name: string, i: number, k: number) => string) => (i: number) =>
    `{"t":${i},${names.map((name, k) => `"${name}":"${word(name, i, k)}"`).join(',')}}`
  return { definition, lineOf }
}

describe('the fast way takes objects', () => {
  it.each<readonly [string, (i: number) => string]>([
    ['with keys in several orders', (i) => orders[i % orders.length] ?? ''],
    ['with blanks', (i) => ` { "t" : ${i} ,\t"v": 1 , "w" :"a" } `],
    ['that end in CR and LF', (i) => `{"t":${i}}\r`],
    ['with numbers as text', (i) => `{"t":"${i}","v":"${i}.5"}`],
    ['with escapes in keys and texts', (i) => `{"t":${i},"\\u0076":${i},"w":"\\u006f\\n\\"k"}`],
    ['with texts beyond ASCII', (i) => `{"t":${i},"w":"é日","note":"ü"}`],
    ['with null', (i) => `{"t":${i},"v":null,"s":null,"w":null}`],
    ['with states', (i) => `{"t":${i},"s":"on"}`],
    [
      'with unknown keys, whatever these hold',
      (i) => `{"t":${i},"a":{"b":[1,{"c":[]},{}, "x\\u00e9" ],"":null},"crc":[true,false ,-1e5]}`,
    ],
    ['with another unknown key in each line', (i) => `{"t":${i},"key ${i % 1000}":1}`],
    ['with keys of any length', (i) => `{"t":${i},"${'k'.repeat(1 + (i % 300))}":1}`],
    ['with another word in each line', (i) => `{"t":${i},"w":"word ${i}"}`],
    ['with long words', (i) => `{"t":${i},"w":"${'w'.repeat(1 + (i % 700))}"}`],
  ])('%s', (_, line) => {
    expect(leftOf(many(2_000, line))).toBe(0)
  })

  it('with words and keys without end, and few are left where all are forgotten', () => {
    const words = wordsOf(10)
    const texts = many(
      7_000,
      words.lineOf((name, i) => `${name} ${i}`),
    )
    expect(leftOf(texts, words.definition)).toBe(0)
    expect(leftOf(many(5_000, (i) => `{"t":${i},"key ${i}":1}`))).toBeLessThan(10)
  })

  it('of one kind, and leaves those of others', () => {
    const definition = definitionOf({
      file: { kind: 'ndjson' },
      only: { from: 'type', is: ['FIX', 3, true] },
      time: { form: 'rfc3339', from: 't' },
      channels: [{ name: 'v', from: 'v', kind: 'number' }],
    })
    const types = ['"FIX"', '3', '"3"', '3.0', 'true', '"F\\u0049X"', '"RAW"', '4', 'null', '[]']
    const lines = many(1_000, (i) => {
      return `{"type":${types[i % types.length]},"t":"2024-01-01T00:00:00Z","v":${i}}`
    })
    expect(leftOf(lines, definition)).toBe(400)
  })

  it('with hundreds of instruments, each with its own word', () => {
    const words = wordsOf(300)
    const lines = many(
      300,
      words.lineOf((_, i, k) => ((i >> (k % 10)) % 2 ? 'ok' : 'off')),
    )
    expect(leftOf(lines, words.definition)).toBe(0)
  })
})

const members = ['"t":5', '"v":1.5', '"w":"a"', '"s":"on"', '"x":{"y":[1]}']
const orders = [
  members,
  members.toReversed(),
  [...members.slice(2), ...members.slice(0, 2)],
  [...members.slice(3), ...members.slice(0, 2)],
  ['"v":2', '"x":1', '"t":7'],
].map((order) => `{${order.join(',')}}`)

describe('the fast way leaves objects', () => {
  it.each([
    ['with a key that comes again', '{"t":1,"v":1,"v":2}'],
    ['with an unknown key that comes again', '{"t":1,"x":1,"\\u0078":2}'],
    ['with a value that is none', '{"t":1,"v":"high"}'],
    ['without their time', '{"v":1}'],
    ['with unsound UTF-8 where nobody reads', '{"t":1,"x":"\xff"}'],
    ['with an unsound escape where nobody reads', '{"t":1,"x":{"a":"\\x"}}'],
    ['with unsound numbers where nobody reads', '{"t":1,"x":[01]}'],
    ['with unsound lists where nobody reads', '{"t":1,"x":[1,]}'],
    ['with unsound objects where nobody reads', '{"t":1,"x":{"a" 1}}'],
    ['with another bracket', '{"t":1,"x":[1}}'],
    ['with a key that may stand before others', '{"t":1,"7":1}'],
    ['that go on', '{"t":1}}'],
    ['that are lists', '[{"t":1}]'],
    ['in the depths of which nobody reads', `{"t":1,"x":${'['.repeat(80)}${']'.repeat(80)}}`],
  ])('%s', (_, line) => {
    const bytes = Buffer.from(`{"t":0}\n${line}\n{"t":2}\n`, 'latin1')
    const exact = vi.spyOn(LineParser.prototype, 'parse')
    const found = readRows(bytes, plain)
    expect(exact).toHaveBeenCalledTimes(2)
    expect(found).toEqual(readRows(bytes, plain, { scans: false }))
  })
})

const json = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -12, max: 12 }).map(String) },
  { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  {
    weight: 6,
    arbitrary: fc.constantFrom('"on"', '"off"', '"5"', '"-9"', '-9', 'null', 'true', '""', '"é"'),
  },
  fc.constantFrom('9007199254740993', '"9007199254740993"', '1e400', '-0', '"7.0"', '01', '[', '"'),
  fc.string({ unit: 'binary', maxLength: 4 }).map((text) => JSON.stringify(text)),
  fc.json({ maxDepth: 3 }),
  fc.constantFrom('"\\u006fn"', '"\\ud800"', '"\\x"', '{"a":[{},[ ]]}', '[1 ,\t{"b":"\\/"}]'),
)
const missing = fc.constantFrom(undefined, ['-9'], [-9, 'off', '9007199254740993'], ['', 'é'])
const channel = fc.oneof(
  fc.record({
    kind: fc.constant('number'),
    valid: fc.constantFrom(undefined, { min: -5, max: 50 }, { min: 0 }),
    missing,
    role: fc.constantFrom(undefined, undefined, 'altitude'),
  }),
  fc.record({
    kind: fc.constant('state'),
    missing,
    states: fc.constantFrom(
      [{ value: 0, word: 'off' }],
      [
        { value: 'on', word: 'On' },
        { value: true, word: 'true' },
        { value: 5, word: 'five' },
      ],
    ),
  }),
  fc.record({ kind: fc.constant('word'), missing }),
)
const keys = ['a', 'b b', 'é', '"q"', '__proto__', '7', '/x~1y', 'toString']
const times = [
  { form: 'epoch', from: 't', unit: 'ms' },
  { form: 'rfc3339', from: 't' },
  { form: 'pattern', from: 't', pattern: 'yyyy/MM/dd HH:mm', zone: 'UTC' },
] as const
const moments = ['1700000000123', '"2024-05-06T07:08:09Z"', '"2024/05/06 07:08"', '"5"', 'null']

const definition = fc
  .record({
    time: fc.constantFrom(...times),
    channels: fc.array(fc.tuple(channel, fc.boolean()), { minLength: 1, maxLength: keys.length }),
    missing,
    ignore: fc.constantFrom(undefined, ['crc']),
    only: fc.constantFrom(undefined, undefined, { from: 'kind', is: ['on', 5] }),
    header: fc.boolean(),
  })
  .map(({ channels, header, ...made }) => {
    let hasAltitude = false
    return definitionOf({
      ...made,
      file: { kind: 'ndjson', header },
      ...(header && { recognise: { header: { type: 'k' } } }),
      channels: channels.map(([{ ...one }, required], i) => {
        if ('role' in one && one.role === 'altitude') {
          if (hasAltitude) one.role = undefined
          hasAltitude = true
        }
        return { ...one, name: `c${i}`, from: keys[i], required }
      }),
    })
  })

/** A key as a line has it, at times with an escape that need not be. */
const spelled = (key: string, isOdd: boolean): string => {
  const name = key.startsWith('/') ? key.slice(1).replace('~1', '/') : key
  const text = JSON.stringify(name)
  return isOdd ? text.replace(/[a-z]/, (c) => `\\u00${c.charCodeAt(0).toString(16)}`) : text
}

const line = fc
  .record({
    values: fc.array(json, { minLength: keys.length, maxLength: keys.length }),
    time: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...moments) }, json),
    kind: fc.constantFrom('"on"', '"on"', '5', '"off"', 'null'),
    more: fc.array(fc.tuple(fc.constantFrom('crc', 'x', 'xé', 'a', '9', ''), json), {
      maxLength: 2,
    }),
    left: fc.nat(8),
    order: fc.nat(5),
    blank: fc.constantFrom('', '', '', ' ', '\t '),
    isOdd: fc.nat(9).map((n) => n === 0),
    end: fc.constantFrom('\n', '\n', '\r\n', ' \n', '\r\r\n'),
  })
  .map(({ values, time, kind, more, left, order, blank, isOdd, end }) => {
    const pairs: (readonly [string, string])[] = [
      ['t', time],
      ['kind', kind],
      ...keys.map((key, i) => [key, values[i] ?? '1'] as const),
    ]
    if (left < 6) pairs.splice(2 + left, 2)
    if (order > 3) pairs.push(...more)
    const turned = order === 1 ? pairs.toReversed() : pairs
    const moved = order === 2 ? [...turned.slice(3), ...turned.slice(0, 3)] : turned
    const texts = moved.map(
      ([key, value]) => `${blank}${spelled(key, isOdd)}${blank}:${blank}${value}`,
    )
    return `{${texts.join(`${blank},`)}${blank}}${end}`
  })

describe('both ways to read objects', () => {
  it(
    'agree by any definition, whatever the blocks and chunks',
    () => {
      const lines = fc.array(
        fc.oneof({ weight: 12, arbitrary: line }, fc.constantFrom('\n', '{}\n', ' \n', '{\n')),
        { minLength: 1, maxLength: 14 },
      )
      const hits = fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 0, max: 255 })), {
        maxLength: 2,
      })
      const size = fc.integer({ min: 1, max: 400 })
      fc.assert(
        fc.property(definition, lines, hits, size, size, (type, texts, hit, blockBytes, most) => {
          const head = type.file.kind === 'ndjson' && type.file.header ? '{"type":"k"}\n' : ''
          const body = Buffer.from(texts.join(''))
          // Bytes that something hit on the way.
          for (const [at, byte] of hit) if (at < body.length) body[at] = byte
          const bytes = Buffer.concat([Buffer.from(head), body])
          const fast = readRows(bytes, type, { blockBytes, maxLines: most })
          expect(fast).toEqual(readRows(bytes, type, { scans: false }))
        }),
        { numRuns: fuzzed(900) },
      )
    },
    HOUR,
  )

  it('agree wherever what was read ends', () => {
    const lines = [
      '{"t":1700000000,"v":-12.34567890123456789e-3,"s":"on","w":"a\\"b","x":{"y":[1,"é"]}}',
      '{"w":"longer than sixteen bytes","v":"0.1","t":"1700000000.5","crc":null}',
      '{"t":1,"v":null}\r',
      '{"t":2,"v":12345678901234567890.5}',
    ]
    const bytes = Buffer.from(`${[...lines, ...lines].join('\n')}\n`)
    const wanted = readRows(bytes, plain, { scans: false })
    // Each place in the first half is the end of a block.
    for (let blockBytes = 1; blockBytes <= bytes.length / 2; blockBytes += 1) {
      expect(readRows(bytes, plain, { blockBytes })).toEqual(wanted)
    }
  })

  it('name the same unknown keys where a file has more than are named', () => {
    const lines = many(
      300,
      (i) => `{"t":${i},"k${(i * 7) % 130}":1,"k${(i * 11) % 140}x":{"a":${i}},"v":1}`,
    )
    const broken = lines.map((text, i) => (i % 9 === 4 ? text.replace('"v":1', '"v":"x"') : text))
    expect(leftOf(broken)).toBeGreaterThan(0)
  })
})
