import { describe, expect, it } from 'vitest'
import { isClosedObject } from '../../../../../src/main/ingest/reader/closedObject'
import { lookAtLastLine } from '../../../../../src/main/ingest/reader/lastLine'
import { trailingNuls } from '../../../../../src/main/ingest/reader/nuls'

function look(text: string) {
  const bytes = Buffer.from(text, 'latin1')
  const line = { byteOffset: 10, byteLength: bytes.length, bytes, terminated: false }
  const last = lookAtLastLine({ ...line, trailingNuls: trailingNuls(bytes) }, isClosedObject)
  return { isCut: last.isCut, text: Buffer.from(last.text.bytes).toString('latin1') }
}

describe('a last line without a line end', () => {
  it.each([
    '{}',
    ' {"a":1}\t',
    '{"a":{"b":[1,2,{"c":"}"}]}}',
    '{"a":"\\"}{"}',
    '{"a":NaN}',
    '{"a":"\xff"}',
    '{"a":1}\r',
    '{"a":1}{"b":2}',
    '  \t',
  ])('is whole when it is %j', (text) => {
    expect(look(text)).toEqual({ isCut: false, text })
  })

  it.each([
    '{',
    '{"a":1',
    '{"a":"}',
    '{"a":"\\"}',
    '{"a":"x\\',
    '{"a":{"b":1}',
    '{"a":1}{"b"',
    '{"a":1} x',
    '123',
    '[1]',
    'hello',
    '}',
  ])('is cut when it is %j', (text) => {
    expect(look(text)).toEqual({ isCut: true, text })
  })

  it.each([
    ['{"a":1}\0\0\0', '{"a":1}'],
    ['{"a":1}\0', '{"a":1}'],
    ['{"a":\0\0', '{"a":\0\0'],
    ['\0', '\0'],
    ['{"a":"\0', '{"a":"\0'],
    ['  \0\0', '  \0\0'],
  ])('that ends in NUL bytes, %j, is cut, and costs no whole record', (text, judged) => {
    expect(look(text)).toEqual({ isCut: true, text: judged })
  })
})
