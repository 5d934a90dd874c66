import * as fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ByteSource } from '../../../../../src/main/ingest/reader/content/byteSource'
import { DecodedSource } from '../../../../../src/main/ingest/reader/content/decodedSource'
import { Gunzip } from '../../../../../src/main/ingest/reader/content/gunzip'
import { utf16Order, Utf16ToUtf8 } from '../../../../../src/main/ingest/reader/content/utf16'
import { FileFailureError } from '../../../../../src/main/ingest/reader/failure'
import { definitionOf } from '../../../../helpers/definitions'
import { mk1Header, mk1Line } from './lines'
import { readBytes } from './readAll'
import { readRows } from './readRows'

/** Bytes that come in pieces of at most so many. */
function sourceOf(bytes: Uint8Array, atMost = Infinity): ByteSource {
  return {
    read(target, offset, length, position) {
      const part = bytes.subarray(position, position + Math.min(length, atMost))
      target.set(part, offset)
      return part.length
    },
    size: () => bytes.length,
  }
}

const gunzipped = (packed: Uint8Array, atMost?: number) =>
  new DecodedSource(() => new Gunzip(sourceOf(packed, atMost)))

function all(source: ByteSource, step = 50_000): Buffer {
  const parts: Uint8Array[] = []
  for (let at = 0; ;) {
    const part = new Uint8Array(step)
    const read = source.read(part, 0, step, at)
    if (read === 0) return Buffer.concat(parts)
    parts.push(part.subarray(0, read))
    at += read
  }
}

const order = (bytes: number[]) => utf16Order(Uint8Array.from(bytes))

function whatIs(source: ByteSource, wanted: Buffer): string {
  try {
    return all(source).equals(wanted) ? 'same' : 'other'
  } catch (error) {
    return error instanceof FileFailureError ? error.code : 'another fault'
  }
}

const text = Buffer.from(Array.from({ length: 60_000 }, (_, i) => `{"n":${i * 7919}}\n`).join(''))

describe('a gzip', () => {
  it('is what was packed, of one member or several, with zeros behind it or without', () => {
    for (const packed of [
      gzipSync(text),
      Buffer.concat([gzipSync(text.subarray(0, 70_001)), gzipSync(text.subarray(70_001))]),
      Buffer.concat([gzipSync(text), Buffer.alloc(700)]),
    ]) {
      const source = gunzipped(packed, 1021)
      expect(all(source).equals(text)).toBe(true)
      expect(source.size()).toBe(text.length)
    }
    expect(all(gunzipped(gzipSync('')))).toHaveLength(0)
  })

  it('can be read from any place, in any order', () => {
    const source = gunzipped(gzipSync(text))
    fc.assert(
      fc.property(fc.nat(text.length), fc.integer({ min: 1, max: 9_000 }), (at, length) => {
        const target = new Uint8Array(length)
        const read = source.read(target, 0, length, at)
        expect(read).toBe(Math.min(read, text.length - at))
        expect(Buffer.from(target.subarray(0, read)).equals(text.subarray(at, at + read))).toBe(
          true,
        )
      }),
    )
  })

  it('that is cut, damaged, or a bomb fails in words, and is never shorter in silence', () => {
    const packed = gzipSync(text)
    const at = (byte: number) => {
      const copy = Buffer.from(packed)
      copy[byte] = (copy[byte] ?? 0) ^ 1
      return copy
    }
    expect(() => all(gunzipped(packed.subarray(0, -1)))).toThrow('ends before it is whole')
    expect(() => all(gunzipped(packed.subarray(0, 5_000)))).toThrow('ends before it is whole')
    // In the check sum, and in the length.
    expect(() => all(gunzipped(at(packed.length - 7)))).toThrow('is damaged')
    expect(() => all(gunzipped(at(packed.length - 2)))).toThrow('is damaged')
    expect(() => all(gunzipped(Buffer.concat([packed, Buffer.from('rest')])))).toThrow('is damaged')
    const bomb = gzipSync(Buffer.alloc(120_000_000))
    expect(() => all(gunzipped(bomb), 1 << 20)).toThrow('more than 400 times its size')
  })

  it('with any byte changed is the same text or fails', () => {
    const packed = gzipSync(text.subarray(0, 3_000))
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const copy = Buffer.from(packed)
        copy[place] = (copy[place] ?? 0) ^ by
        expect(['same', 'unreadable']).toContain(whatIs(gunzipped(copy), text.subarray(0, 3_000)))
      }),
    )
  })

  it('of a package is read as the package, byte offsets of its text', () => {
    const pass = `${[mk1Header, mk1Line(), 'bad', mk1Line()].join('\n')}\n`
    const packed = readBytes(gzipSync(pass).toString('latin1'))
    const plain = readBytes(pass)
    expect(packed.records).toEqual(plain.records)
    expect(packed.errors).toEqual(plain.errors)
    expect(packed.end).toMatchObject({ grown: false, changed: false, textBytes: pass.length })
    expect(packed.end?.fingerprint).toBe(plain.end?.fingerprint)
  })
})

function utf16(content: string, isLittle: boolean): Buffer {
  const bytes = Buffer.from(content, 'utf16le')
  return isLittle ? bytes : bytes.swap16()
}

describe('text in UTF-16', () => {
  it('is that text in UTF-8, however it comes in pieces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 7 }),
        (content, isLittle, atMost) => {
          const bytes = utf16(content, isLittle)
          const from = isLittle ? 'little' : 'big'
          const source = new DecodedSource(() => new Utf16ToUtf8(sourceOf(bytes, atMost), from))
          expect(all(source).toString('utf8')).toBe(content)
          expect(source.size()).toBe(Buffer.byteLength(content))
        },
      ),
    )
  })

  it('is known by its mark or its first characters, and UTF-32 is none', () => {
    expect(order([0xff, 0xfe, 0x7b, 0])).toBe('little')
    expect(order([0xfe, 0xff, 0, 0x7b])).toBe('big')
    expect(order([0x74, 0, 0x2c, 0])).toBe('little')
    expect(order([0, 0x74, 0, 0x2c])).toBe('big')
    expect(order([0xff, 0xfe, 0, 0])).toBeNull()
    expect(order([0x7b, 0, 0, 0])).toBeNull()
    expect(order([0x7b, 0x22, 0x61, 0x22])).toBeNull()
    expect(order([0, 0, 0, 0])).toBeNull()
  })

  it('with half of a pair makes a bad line, and nothing is replaced', () => {
    const csv = definitionOf({
      file: { kind: 'delimited', encoding: 'utf-16' },
      time: { form: 'epoch', from: 't', unit: 's' },
      channels: [{ name: 'w', from: 'w', kind: 'word' }],
    })
    const { rows, bad } = readRows(utf16('\ufefft,w\n1,é𝄞\n2,a\ud800b\n3,c', true), csv)
    expect(rows.map(([line, , , words]) => [line, words])).toEqual([
      [2, { w: 'é𝄞' }],
      [4, { w: 'c' }],
    ])
    expect(bad.map(([line]) => line)).toEqual([3])
    const packed = readRows(gzipSync(utf16('t,w\n1,ä\n', false)), csv)
    expect(packed.rows[0]?.[3]).toEqual({ w: 'ä' })
  })
})
