import type { LineIssue } from '#shared/codes'
import { describe, expect, it } from 'vitest'
import { decodeLine } from '../../../src/shared/raw/decode'
import { faultSpans } from '../../../src/shared/raw/faults'
import { walkJson } from '../../../src/shared/raw/json'
import {
  linePieces,
  pasteable,
  rowPieces,
  showInvisible,
  type Piece,
} from '../../../src/shared/raw/pieces'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const issue = (path: string, code: LineIssue['code']): LineIssue => ({ path, code, message: '' })

/** A line as it would be drawn: marks in «», folds as ‥. */
function drawn(pieces: readonly Piece[]): string {
  return pieces
    .map(({ kind, text, marked }) => {
      const shown = kind === 'fold' ? `‥${text}‥` : text
      return marked ? `«${shown}»` : shown
    })
    .join('')
}

function draw(raw: Uint8Array, issues: LineIssue[], around: number | null = null): string {
  const line = decodeLine(raw, false)
  return drawn(linePieces(line, faultSpans(line, issues), around))
}

describe('decodeLine', () => {
  it('keeps sound UTF-8 as it is, also a replacement character of its own', () => {
    const line = decodeLine(bytes('é\uFFFD🛰'), false)
    expect(line.text).toBe('é\uFFFD🛰')
    expect(line.badBytes.size).toBe(0)
  })

  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a sequence that breaks off', [0xe2, 0x82]],
  ])('shows each byte of %s', (_name, bad) => {
    const line = decodeLine(Uint8Array.from([0x61, ...bad, 0x62]), false)
    expect([...line.badBytes.values()]).toEqual(bad)
    expect(line.text).toBe(`a${'\uFFFD'.repeat(bad.length)}b`)
  })

  it('leaves out a character that the 64 KiB limit went through', () => {
    const cut = Uint8Array.from([0x61, 0xe2, 0x82])
    expect(decodeLine(cut, true)).toMatchObject({ text: 'a', badBytes: new Map() })
    expect(decodeLine(cut, false).badBytes.size).toBe(2)
  })
})

describe('walkJson', () => {
  it('finds the outermost values, the last of a repeated key, and keys with escapes', () => {
    const text = '{"a": [1, {"a": 2}], "\\u0062":"x" , "a":true}'
    const { members, faultAt } = walkJson(text)
    const at = (key: string): string => {
      const span = members.get(key)
      return span ? text.slice(span.start, span.end) : ''
    }
    expect(faultAt).toBeNull()
    expect(at('a')).toBe('true')
    expect(at('b')).toBe('"x"')
  })

  it.each([
    ['{"a":NaN}', 5],
    ['{"a":1,}', 7],
    ["{'a':1}", 1],
    ['{"a" 1}', 5],
    ['{"a":01}', 5],
    ['{"a":1} x', 8],
    ['{"a":"b', 7],
    ['{"a":"b\tc"}', 7],
    ['{"a":"\\x"}', 6],
    ['{"a\tb":1}', 3],
    ['{"a":1', 6],
    ['[1 2]', 3],
    ['', 0],
  ])('finds where %s breaks off', (text, at) => expect(walkJson(text).faultAt).toBe(at))

  it('agrees with JSON.parse on what is sound', () => {
    const sound = ['{}', '[]', ' {"a":[]} ', '{"a":-0.5e+3}', '"x"', 'null', '{"a":{"b":[{}]}}']
    for (const text of sound) expect(walkJson(text).faultAt).toBeNull()
  })

  it('survives nesting of any depth', () => {
    const deep = 100_000
    expect(walkJson('['.repeat(deep)).faultAt).toBe(deep)
    expect(walkJson('['.repeat(deep) + ']'.repeat(deep)).faultAt).toBeNull()
  })
})

describe('marks', () => {
  it('marks the value of a faulty field', () => {
    expect(draw(bytes('{"lat":94.1,"b":"x"}'), [issue('lat', 'out_of_range')])).toBe(
      '{"lat":«94.1»,"b":"x"}',
    )
  })

  it('marks several fields, and none for one that is not there', () => {
    const issues = [
      issue('a', 'wrong_type'),
      issue('gone', 'missing_field'),
      issue('b', 'wrong_type'),
    ]
    expect(draw(bytes('{"a":null,"b":[1]}'), issues)).toBe('{"a":«null»,"b":«[1]»}')
  })

  it('marks the place where JSON breaks off, also at the end', () => {
    expect(draw(bytes('{"a":NaN}'), [issue('', 'invalid_json')])).toBe('{"a":«NaN»}')
    expect(draw(bytes('{"a":1'), [issue('', 'invalid_json')])).toBe('{"a":1«‹line ends here›»')
  })

  it('marks the whole of a line that is no object', () => {
    expect(draw(bytes('[1]'), [issue('', 'not_an_object')])).toBe('«[1]»')
  })

  it('marks bytes that are no text', () => {
    const raw = Uint8Array.from([0x61, 0xc3, 0x28, 0xff, 0xfe])
    expect(draw(raw, [issue('', 'invalid_utf8')])).toBe('a«\\xC3»(«\\xFF\\xFE»')
  })
})

describe('what would not show', () => {
  it('shows controls, formats, odd spaces and edge spaces', () => {
    expect(draw(bytes('  a\tb\u0000c\u00A0d\u202Ee\u200B '), [])).toBe(
      '··a␉b␀c‹NBSP›d‹RLO›e‹ZWSP›·',
    )
  })

  it('keeps plain spaces within a line and letters of every script', () => {
    expect(draw(bytes('a b ש é 🛰'), [])).toBe('a b ש é 🛰')
  })

  it('shows a line of nothing but spaces', () => {
    expect(draw(bytes('   '), [])).toBe('···')
  })

  it('does the same for names', () => {
    expect(showInvisible('photo\u202Egnp.json')).toBe('photo‹RLO›gnp.json')
  })
})

describe('folding', () => {
  const long = bytes(`{"pad":"${'x'.repeat(5000)}","alt":true,"end":"${'y'.repeat(3000)}"}`)
  const issues = [issue('alt', 'wrong_type')]

  it('leaves out what is far from every mark, and counts it', () => {
    const folded = draw(long, issues, 20)
    expect(folded).toMatch(/^\{"pad":"x{12}‥[\d,]+‥x+","alt":«true»,"end":"y+‥[\d,]+‥$/)
    expect(folded.length).toBeLessThan(120)
  })

  it('loses no character', () => {
    const line = decodeLine(long, false)
    const pieces = linePieces(line, faultSpans(line, issues), 20)
    const count = pieces.reduce(
      (n, p) => n + (p.kind === 'fold' ? Number(p.text.replaceAll(',', '')) : p.text.length),
      0,
    )
    expect(count).toBe(line.text.length)
  })

  it('begins a row shortly before its first mark', () => {
    const line = decodeLine(long, false)
    const row = drawn(rowPieces(line, faultSpans(line, issues), 60))
    expect(row).toMatch(/^‥[\d,]+‥x+","alt":«true»,"end":"y+‥[\d,]+‥$/)
  })
})

describe('a line for the clipboard', () => {
  it('holds nothing that acts where it is pasted', () => {
    expect(pasteable('{"a":\t"é 🛰️"}')).toBe('{"a":\t"é 🛰️"}')
    expect(pasteable('\u001b[201~rm -rf ~\r')).toBe('\\x1B[201~rm -rf ~\\x0D')
    expect(pasteable('\u009b31m\u202egpj\u2028')).toBe('\\u009B31m\\u202Egpj\\u2028')
  })
})
