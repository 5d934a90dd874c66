import { expect, it } from 'vitest'
import { rawText } from '../../../../src/main/export/rawText'

it.each([
  [Buffer.from('{"a":"ü\t"}'), '{"a":"ü\t"}'],
  [Buffer.from([0x61, 0xff, 0x62, 0xc3]), 'a\\xffb\\xc3'],
  [Buffer.from('a\0b\rc\u0085'), 'a\\x00b\\x0dc\\x85'],
])('shows %o as %s', (raw, text) => {
  expect(rawText(raw)).toBe(text)
})
