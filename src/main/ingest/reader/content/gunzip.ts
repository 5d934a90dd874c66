import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
  ZStream,
} from 'pako'
import { FileFailureError } from '../failure'
import type { ByteSource, Decoder } from './byteSource'

const IN_BYTES = 64 * 1024
const OUT_BYTES = 256 * 1024
/** 15 bits of window, and 16 for a gzip header and its check sum (zlib.h, inflateInit2). */
const WINDOW_BITS = 15 + 16
/** Telemetry shrinks to a tenth, repeated lines to a hundredth; what unpacks to more is no telemetry. */
const MOST_TIMES = 400
/** Of what is small nothing is asked. */
const SURELY_FINE_BYTES = 64 * 1024 * 1024

/** Whether bytes begin as a gzip does (RFC 1952, section 2.3.1), packed by deflate. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8
}

/**
 * Unpacks a gzip, of one member or several (RFC 1952, section 2.2), and sees that each has its check
 * sum. Zeros behind the last one are no part of it. Bounded, whatever the file holds.
 *
 * @throws FileFailureError (unreadable) where it is damaged, cut, or unpacks to what no file would
 */
export class Gunzip implements Decoder {
  readonly #packed: ByteSource
  readonly #stream = new ZStream()
  readonly #in = new Uint8Array(IN_BYTES)
  readonly #out = new Uint8Array(OUT_BYTES)
  #packedBytes = 0
  #bytes = 0
  /** Between two members: one has ended, and no other has begun. */
  #isBetween = false

  constructor(packed: ByteSource) {
    this.#packed = packed
    this.#stream.input = this.#in
    if (zlibInflateInit2(this.#stream, WINDOW_BITS) !== Z_OK) throw new Error('zlib did not begin')
  }

  get isAtEnd(): boolean {
    const { avail_in: ahead } = this.#stream
    return this.#isBetween && ahead === 0 && this.#packedBytes >= this.#packed.size()
  }

  next(): Uint8Array | null {
    const stream = this.#stream
    stream.output = this.#out
    stream.next_out = 0
    stream.avail_out = OUT_BYTES
    while (stream.avail_out === OUT_BYTES) {
      if (stream.avail_in === 0 && !this.#fill()) {
        if (this.#isBetween) return null
        throw unreadable('ends before it is whole. Copy it again')
      }
      if (this.#isBetween && !this.#beginMember()) return null
      this.#inflate()
    }
    this.#bytes += stream.next_out
    if (this.#bytes > SURELY_FINE_BYTES && this.#bytes > MOST_TIMES * this.#packedBytes) {
      throw unreadable(`unpacks to more than ${MOST_TIMES} times its size. No telemetry does`)
    }
    return this.#out.subarray(0, stream.next_out)
  }

  #fill(): boolean {
    const read = this.#packed.read(this.#in, 0, IN_BYTES, this.#packedBytes)
    this.#packedBytes += read
    this.#stream.next_in = 0
    this.#stream.avail_in = read
    return read > 0
  }

  #inflate(): void {
    const status = zlibInflate(this.#stream, Z_NO_FLUSH)
    if (status === Z_STREAM_END) this.#isBetween = true
    else if (status !== Z_OK && status !== Z_BUF_ERROR) {
      const at = this.#packedBytes - this.#stream.avail_in
      throw unreadable(`is damaged at byte ${at} (${this.#stream.msg || 'no reason given'})`)
    }
  }

  /** False where only zeros follow, as on tapes and in reserved space. */
  #beginMember(): boolean {
    const stream = this.#stream
    while (this.#in[stream.next_in] === 0 || stream.avail_in === 0) {
      if (stream.avail_in === 0) {
        if (!this.#fill()) return false
        continue
      }
      stream.next_in += 1
      stream.avail_in -= 1
    }
    this.#isBetween = false
    zlibInflateReset(stream)
    return true
  }
}

function unreadable(why: string): FileFailureError {
  return new FileFailureError('unreadable', `The gzip ${why}.`)
}
