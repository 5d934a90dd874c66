import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable, printableJson } from '../../../src/shared/printable'

describe('printable', () => {
  it.each([
    ['a line end', 'a\nb', 'a\uFFFDb'],
    ['an escape sequence', 'a\u001b[31mb', 'a\uFFFD[31mb'],
    ['a one-byte control', 'a\u009b31mb', 'a\uFFFD31mb'],
    ['a turned writing direction', 'a\u202Egpj.exe', 'a\uFFFDgpj.exe'],
    ['a line separator', 'a\u2028b', 'a\uFFFDb'],
    ['letters of any script', 'Größe 衛星 🛰️', 'Größe 衛星 🛰️'],
  ])('makes %s harmless', (_what, text, shown) => {
    expect(printable(text)).toBe(shown)
  })
})

describe('printableJson', () => {
  it('keeps the value and leaves nothing in it that acts', () => {
    fc.assert(
      fc.property(
        fc.json({ stringUnit: 'binary' }),
        fc.constantFrom('', '\u009b', '\u202e'),
        (json, text) => {
          const value: unknown = [JSON.parse(json), { [text]: text }]
          const shown = printableJson(JSON.stringify(value))
          expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u)
          expect(JSON.stringify(JSON.parse(shown))).toBe(JSON.stringify(value))
        },
      ),
    )
  })
})
