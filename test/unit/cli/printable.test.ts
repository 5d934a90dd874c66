import { describe, expect, it } from 'vitest'
import { printable } from '../../../src/cli/printable'

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
