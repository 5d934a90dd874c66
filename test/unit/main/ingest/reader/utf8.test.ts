import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { satellites } from '../../../../helpers/satellites/index'
import { isFull } from '../../../../helpers/fuzz'
import { mk1Header, mk1Line } from './lines'
import { exact, readBytes, usual } from './readAll'
import { referenceRead } from './reference'

/** A good line in whose last word these bytes stand. */
function lineWith(bytes: readonly number[]): Buffer {
  const [before = '', after = ''] = mk1Line({ instrument2: '"a?z"' }).split('?')
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])
}

function packageWith(sequences: Iterable<readonly number[]>): Buffer {
  const lines = Array.from(sequences, (bytes) =>
    Buffer.concat([lineWith(bytes), Buffer.from('\n')]),
  )
  return Buffer.concat([Buffer.from(`${mk1Header}\n`), ...lines])
}

const codeOf = (bytes: readonly number[]): string =>
  readBytes(packageWith([bytes])).errors[0]?.issues[0]?.code ?? 'imported'

describe('bytes that are not UTF-8', () => {
  // The kinds of Markus Kuhn's "UTF-8 decoder capability and stress test".
  it.each([
    ['a lone continuation byte', [0x80]],
    ['the last one of these', [0xbf]],
    ['all continuation bytes', Array.from({ length: 64 }, (_, i) => 0x80 + i)],
    ['a start without an end, of two', [0xc3]],
    ['a start without an end, of three', [0xe2, 0x82]],
    ['a start without an end, of four', [0xf0, 0x9f, 0x9a]],
    ['the start of five', [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ['the start of six', [0xfc, 0x84, 0x80, 0x80, 0x80, 0x80]],
    ['FE', [0xfe]],
    ['FF', [0xff]],
    ['an overlong slash of two', [0xc0, 0xaf]],
    ['an overlong slash of three', [0xe0, 0x80, 0xaf]],
    ['an overlong slash of four', [0xf0, 0x80, 0x80, 0xaf]],
    ['an overlong NUL', [0xc0, 0x80]],
    ['the longest overlong of two', [0xc1, 0xbf]],
    ['the longest overlong of three', [0xe0, 0x9f, 0xbf]],
    ['the longest overlong of four', [0xf0, 0x8f, 0xbf, 0xbf]],
    ['a high surrogate', [0xed, 0xa0, 0x80]],
    ['a low surrogate', [0xed, 0xbf, 0xbf]],
    ['a pair of surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ['what lies beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0xe9]],
  ])('are told: %s', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('invalid_utf8')
  })

  it.each([
    ['U+0080', [0xc2, 0x80]],
    ['U+07FF', [0xdf, 0xbf]],
    ['U+0800', [0xe0, 0xa0, 0x80]],
    ['U+D7FF', [0xed, 0x9f, 0xbf]],
    ['U+E000', [0xee, 0x80, 0x80]],
    ['U+FEFF in the middle', [0xef, 0xbb, 0xbf]],
    ['U+FFFD itself', [0xef, 0xbf, 0xbd]],
    ['U+FFFF, which no character has', [0xef, 0xbf, 0xbf]],
    ['U+10000', [0xf0, 0x90, 0x80, 0x80]],
    ['U+10FFFF', [0xf4, 0x8f, 0xbf, 0xbf]],
  ])('are none of these: %s', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('imported')
  })

  it('are told from others for every pair of bytes there is', () => {
    const definition = satellites.get('jackal_mk1')
    if (definition === undefined) throw new Error('there is no jackal_mk1')
    const all = Array.from({ length: 65_536 }, (_, i) => [i >> 8, i & 0xff] as const)
    // Behind ASCII the second byte is as if alone: one of each kind of it is enough every day.
    const kinds = 'a"\\\n\r\u0001\u007f'
    const pairs = isFull
      ? all
      : all.filter(([first]) => first >= 0x80 || kinds.includes(String.fromCharCode(first)))
    const bytes = packageWith(pairs)
    const { records, errors } = referenceRead(bytes, definition)
    for (const ways of [usual, exact]) {
      const found = readBytes(bytes, { ways, maxLines: 20_000 })
      const codes = found.errors.map(({ line, raw, issues }) => [line, raw, ` ${issues[0]?.code}`])
      expect(firstDifference(found.records, records)).toBeNull()
      const wanted = errors.map(({ line, raw, codes: [code] }) => [line, raw, code])
      expect(firstDifference(codes, wanted)).toBeNull()
    }
  }, 60_000)
})

/** Quicker than comparing lists of tens of thousands as a whole. */
function firstDifference(found: readonly unknown[], wanted: readonly unknown[]): unknown {
  if (isDeepStrictEqual(found, wanted)) return null
  const pairs = Array.from({ length: Math.max(found.length, wanted.length) }, (_, i) => [
    found[i],
    wanted[i],
  ])
  return pairs.find(([a, b]) => JSON.stringify(a) !== JSON.stringify(b)) ?? null
}
