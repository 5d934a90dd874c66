import { createHash, type Hash } from 'node:crypto'
import type { OpenBlock } from '../../record/chunk'

/** Bytes of a SHA-256 digest. */
const DIGEST_BYTES = 32

/**
 * A package's fingerprint as it grows: SHA-256 over the SHA-256 digests of its blocks. The digests
 * of whole blocks are all that has to be kept to go on later, which a running SHA-256 can't.
 */
export class BlockHash {
  readonly #blockBytes: number
  #digests: Uint8Array
  #blocks: number
  #taken: number
  #current: Hash = createHash('sha256')
  #currentBytes = 0
  /** What an earlier reading found behind the known blocks; null once it was found again. */
  #expected: OpenBlock | null

  /**
   * @param known digests of the file's first whole blocks, 32 bytes each
   * @param open what was read of the block behind them
   */
  constructor(
    blockBytes: number,
    known: Uint8Array = new Uint8Array(0),
    open: OpenBlock | null = null,
  ) {
    this.#blockBytes = blockBytes
    this.#blocks = Math.floor(known.length / DIGEST_BYTES)
    this.#taken = this.#blocks
    this.#digests = known.slice(0, this.#blocks * DIGEST_BYTES)
    this.#expected = open !== null && open.end > this.position ? open : null
  }

  /** Where the bytes go on that are not hashed yet. */
  get position(): number {
    return this.#blocks * this.#blockBytes + this.#currentBytes
  }

  /** Whether an open block was expected that was not found, or not yet. */
  get isExpecting(): boolean {
    return this.#expected !== null
  }

  /** Whether all of it was hashed, and is something else. */
  get isAnother(): boolean {
    return this.#expected !== null && this.position >= this.#expected.end
  }

  /** Takes bytes from `position` of the file; those that were hashed before are passed over. */
  update(position: number, bytes: Uint8Array): void {
    let at = Math.max(0, this.position - position)
    while (at < bytes.length) {
      const before = this.#expected === null ? Infinity : this.#expected.end - this.position
      const room = Math.min(this.#blockBytes - this.#currentBytes, before > 0 ? before : Infinity)
      const length = Math.min(bytes.length - at, room)
      this.#current.update(bytes.subarray(at, at + length))
      this.#currentBytes += length
      at += length
      if (this.#expected?.end === this.position && this.#isAsExpected()) this.#expected = null
      if (this.#currentBytes === this.#blockBytes) this.#completeBlock()
    }
  }

  /** The digests of the blocks that were completed since the last call. */
  take(): { firstBlock: number; digests: Uint8Array<ArrayBuffer> } {
    const firstBlock = this.#taken
    this.#taken = this.#blocks
    return {
      firstBlock,
      digests: this.#digests.slice(firstBlock * DIGEST_BYTES, this.#blocks * DIGEST_BYTES),
    }
  }

  /** The block that a byte lies in, as far as it was hashed. */
  openBlock(byte: number): OpenBlock | null {
    if (this.#expected !== null) return this.#expected
    const block = Math.floor(byte / this.#blockBytes)
    if (block < this.#blocks) {
      return { end: (block + 1) * this.#blockBytes, digest: this.#digest(block).slice() }
    }
    if (this.#currentBytes === 0) return null
    return { end: this.position, digest: this.#current.copy().digest() }
  }

  /** The fingerprint of everything hashed so far, in hex; hashing can go on after it. */
  fingerprint(): string {
    const whole = createHash('sha256')
    whole.update(this.#digests.subarray(0, this.#blocks * DIGEST_BYTES))
    if (this.#currentBytes > 0) whole.update(this.#current.copy().digest())
    return whole.digest('hex')
  }

  /**
   * The fingerprint of the first `end` bytes of what was hashed; null when the block in which they
   * end is not what was hashed any more.
   *
   * @param block that block as it is now, as far as it was hashed
   */
  beginning(end: number, block: Uint8Array): string | null {
    if (!this.#isStill(end, block)) return null
    const before = Math.floor(end / this.#blockBytes)
    const whole = createHash('sha256')
    whole.update(this.#digests.subarray(0, before * DIGEST_BYTES))
    const rest = end - before * this.#blockBytes
    if (rest > 0) whole.update(sha256(block.subarray(0, rest)))
    return whole.digest('hex')
  }

  /** The block that byte `end` lies in, up to there; null in the cases in which `beginning` is. */
  openBefore(end: number, block: Uint8Array): OpenBlock | null {
    const rest = end % this.#blockBytes
    if (rest === 0 || !this.#isStill(end, block)) return null
    return { end, digest: sha256(block.subarray(0, rest)) }
  }

  #isStill(byte: number, block: Uint8Array): boolean {
    const before = Math.floor(byte / this.#blockBytes)
    const isWhole = before < this.#blocks
    const hashed = isWhole ? this.#digest(before) : this.#current.copy().digest()
    return sha256(block).equals(hashed)
  }

  #isAsExpected(): boolean {
    return this.#current
      .copy()
      .digest()
      .equals(this.#expected?.digest ?? new Uint8Array(0))
  }

  #digest(block: number): Uint8Array {
    return this.#digests.subarray(block * DIGEST_BYTES, (block + 1) * DIGEST_BYTES)
  }

  #completeBlock(): void {
    const end = this.#blocks * DIGEST_BYTES
    if (this.#digests.length < end + DIGEST_BYTES) {
      const grown = new Uint8Array(Math.max(64 * DIGEST_BYTES, this.#digests.length * 2))
      grown.set(this.#digests)
      this.#digests = grown
    }
    this.#digests.set(this.#current.digest(), end)
    this.#blocks += 1
    this.#current = createHash('sha256')
    this.#currentBytes = 0
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
