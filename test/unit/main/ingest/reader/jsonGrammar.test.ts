import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IS_JSON, JsonGrammar } from '../../../../../src/main/ingest/reader/jsonGrammar'
import { fuzzed } from '../../../../helpers/fuzz'

const grammar = new JsonGrammar()
const matches = (text: string): boolean =>
  grammar.faultAt(new TextEncoder().encode(text)) === IS_JSON

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('JsonGrammar', () => {
  it.each([
    '{}',
    '[]',
    ' \t\r\n{ } ',
    '{"a":1}',
    '{"a" : [ 1 , -0.5e+7 , true,false ,null,"x" ] , "b":{}}',
    '"\\u00e9\\n\\"\\\\\\/\\b\\f\\r\\t"',
    '"\u007f é 🚀"',
    '1',
    '-0',
    'null',
    '[[[[]]],{"a":[{}]}]',
  ])('takes %s', (text) => {
    expect(isJson(text)).toBe(true)
    expect(matches(text)).toBe(true)
  })

  it.each([
    '',
    ' ',
    '{',
    '}',
    '[',
    ']',
    '{]',
    '[}',
    '{,}',
    '[,]',
    '[1,]',
    '{"a":1,}',
    '{"a"}',
    '{"a":}',
    '{"a":1 "b":2}',
    '{a:1}',
    "{'a':1}",
    '{"a":1}}',
    '{"a":1}{"a":1}',
    '{"a":1}x',
    '[1 2]',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    '0x10',
    'NaN',
    'Infinity',
    '-',
    'tru',
    'nulll',
    'True',
    '"',
    '"\\"',
    '"\\x"',
    '"\\u12"',
    '"\\u12g4"',
    '"\t"',
    '"\u0000"',
    '\ufeff{}',
    '\u00a0{}',
    '{}\u000b',
    '{}\0',
  ])('refuses %j', (text) => {
    expect(isJson(text)).toBe(false)
    expect(matches(text)).toBe(false)
  })

  it('goes 100,000 levels deep, and so does JSON.parse', () => {
    const depth = 100_000
    const arrays = '['.repeat(depth) + ']'.repeat(depth)
    const objects = '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)
    expect([matches(arrays), isJson(arrays)]).toEqual([true, true])
    expect([matches(objects), isJson(objects)]).toEqual([true, true])
    expect(matches('['.repeat(depth))).toBe(false)
    expect(matches(arrays.slice(0, -1))).toBe(false)
  })

  it('agrees with JSON.parse on any JSON text', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        expect(matches(text)).toBe(isJson(text))
      }),
      { numRuns: fuzzed(2000) },
    )
  })

  it('agrees with JSON.parse on JSON text that was spoiled', () => {
    const spoil = fc.tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.nat(3),
      fc.constantFrom(
        '',
        '"',
        '\\',
        ',',
        ':',
        '{',
        '}',
        '[',
        ']',
        '0',
        '-',
        '.',
        'e',
        ' ',
        't',
        '\t',
      ),
    )
    fc.assert(
      fc.property(spoil, ([text, position, removed, put]) => {
        const at = position % (text.length + 1)
        const spoilt = text.slice(0, at) + put + text.slice(at + removed)
        fc.pre(!/[\ud800-\udfff]/.test(spoilt))
        expect([spoilt, matches(spoilt)]).toEqual([spoilt, isJson(spoilt)])
      }),
      { numRuns: fuzzed(20_000) },
    )
  })

  it('agrees with JSON.parse on any few characters', () => {
    const characters = fc.constantFrom(...'{}[]",:\\/ \t\r01-+.eEtrufalsn\u0001u'.split(''))
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 8 }), (list) => {
        const text = list.join('')
        expect([text, matches(text)]).toEqual([text, isJson(text)])
      }),
      { numRuns: fuzzed(50_000) },
    )
  })
})
