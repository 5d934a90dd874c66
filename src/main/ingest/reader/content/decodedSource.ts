import type { ByteSource, Decoder } from './byteSource'

/** So much of what was decoded last is kept: a block of the fingerprint, and what lies around it. */
const KEPT_BYTES = 4 * 1024 * 1024

/**
 * What a decoder makes, as bytes that can be read from any place on. Whoever reads on, or goes back a
 * little, is served from what is kept; for all else decoding begins anew.
 */
export class DecodedSource implements ByteSource {
  readonly #begin: () => Decoder
  #decoder: Decoder
  /** Bytes from `#start` on, as many as `#length` says. */
  #kept = new Uint8Array(64 * 1024)
  #start = 0
  #length = 0

  constructor(begin: () => Decoder) {
    this.#begin = begin
    this.#decoder = begin()
  }

  size(): number {
    return this.#decoder.isAtEnd ? this.#start + this.#length : Infinity
  }

  read(target: Uint8Array, offset: number, length: number, position: number): number {
    if (position < this.#start) this.#restart()
    while (position >= this.#start + this.#length) {
      if (!this.#decode()) return 0
    }
    const at = position - this.#start
    const read = Math.min(length, this.#length - at)
    target.set(this.#kept.subarray(at, at + read), offset)
    return read
  }

  #restart(): void {
    this.#decoder = this.#begin()
    this.#start = 0
    this.#length = 0
  }

  /** Decodes some more; false at the end. */
  #decode(): boolean {
    const bytes = this.#decoder.next()
    if (bytes === null) return false
    this.#makeRoom(bytes.length)
    this.#kept.set(bytes, this.#length)
    this.#length += bytes.length
    return true
  }

  #makeRoom(wanted: number): void {
    if (this.#length + wanted <= this.#kept.length) return
    const passed = Math.max(0, Math.min(this.#length, this.#length + wanted - KEPT_BYTES))
    const kept = this.#kept.subarray(passed, this.#length)
    const needed = kept.length + wanted
    if (needed > this.#kept.length) {
      // Twice as much as is kept, so that moving it costs little.
      const grown = new Uint8Array(Math.max(needed, Math.min(2 * needed, 2 * KEPT_BYTES)))
      grown.set(kept)
      this.#kept = grown
    } else this.#kept.copyWithin(0, passed, this.#length)
    this.#start += passed
    this.#length -= passed
  }
}
