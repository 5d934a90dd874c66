import type { ByteSource, Decoder } from './byteSource'

const IN_BYTES = 64 * 1024
/** Of two bytes at most three become; a rest of a pair waits for the other half. */
const OUT_BYTES = 2 * IN_BYTES

type Order = 'little' | 'big'

/** The order of bytes of a text in UTF-16 by how it begins: its mark, or a character of ASCII. */
export function utf16Order(head: Uint8Array): Order | null {
  const [a, b, c, d] = head
  if (a === undefined || b === undefined) return null
  // UTF-32's mark begins as that of UTF-16 does.
  if (c === 0 && d === 0) return null
  if (a === 0xff && b === 0xfe) return 'little'
  if (a === 0xfe && b === 0xff) return 'big'
  if (isAscii(a) && b === 0 && (c === undefined || (isAscii(c) && d === 0))) return 'little'
  if (a === 0 && isAscii(b) && (c === undefined || (c === 0 && d !== undefined && isAscii(d)))) {
    return 'big'
  }
  return null
}

function isAscii(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d
}

/**
 * Text in UTF-16 (RFC 2781) as UTF-8. Half of a pair of surrogates becomes three bytes that are no
 * UTF-8, so that its line is a bad one; nothing is replaced.
 */
export class Utf16ToUtf8 implements Decoder {
  readonly #text: ByteSource
  readonly #isLittle: boolean
  readonly #in = new Uint8Array(IN_BYTES)
  readonly #view = new DataView(this.#in.buffer)
  readonly #out = new Uint8Array(OUT_BYTES)
  #position = 0
  /** A first half that waits for its second one; 0 for none. */
  #high = 0
  /** An odd byte at the end of what was read last. */
  #isOdd = false

  constructor(text: ByteSource, order: Order) {
    this.#text = text
    this.#isLittle = order === 'little'
  }

  get isAtEnd(): boolean {
    return !this.#isOdd && this.#high === 0 && this.#position >= this.#text.size()
  }

  next(): Uint8Array | null {
    const kept = this.#isOdd ? 1 : 0
    const read = this.#text.read(this.#in, kept, IN_BYTES - kept, this.#position)
    this.#position += read
    const bytes = kept + read
    if (read === 0) return this.#last()
    this.#isOdd = bytes % 2 === 1
    let end = 0
    for (let at = 0; at + 1 < bytes; at += 2) {
      end = this.#put(this.#view.getUint16(at, this.#isLittle), end)
    }
    if (this.#isOdd) this.#in[0] = this.#in[bytes - 1] ?? 0
    return this.#out.subarray(0, end)
  }

  /** What is left at the end: half of a pair, or half of a character. */
  #last(): Uint8Array | null {
    let end = 0
    if (this.#high !== 0) end = this.#putThree(this.#high, end)
    if (this.#isOdd) {
      this.#out[end] = 0xff
      end += 1
    }
    this.#high = 0
    this.#isOdd = false
    return end === 0 ? null : this.#out.subarray(0, end)
  }

  #put(unit: number, at: number): number {
    let end = at
    if (this.#high !== 0) {
      const high = this.#high
      this.#high = 0
      if (unit >= 0xdc00 && unit < 0xe000) {
        const code = 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00)
        this.#out[end] = 0xf0 | (code >> 18)
        this.#out[end + 1] = 0x80 | ((code >> 12) & 0x3f)
        this.#out[end + 2] = 0x80 | ((code >> 6) & 0x3f)
        this.#out[end + 3] = 0x80 | (code & 0x3f)
        return end + 4
      }
      end = this.#putThree(high, end)
    }
    if (unit < 0x80) {
      this.#out[end] = unit
      return end + 1
    }
    if (unit < 0x800) {
      this.#out[end] = 0xc0 | (unit >> 6)
      this.#out[end + 1] = 0x80 | (unit & 0x3f)
      return end + 2
    }
    if (unit >= 0xd800 && unit < 0xdc00) {
      this.#high = unit
      return end
    }
    return this.#putThree(unit, end)
  }

  #putThree(unit: number, at: number): number {
    this.#out[at] = 0xe0 | (unit >> 12)
    this.#out[at + 1] = 0x80 | ((unit >> 6) & 0x3f)
    this.#out[at + 2] = 0x80 | (unit & 0x3f)
    return at + 3
  }
}
