import { createHash, type Hash } from 'node:crypto'

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

  /** @param known digests of the file's first whole blocks, 32 bytes each. */
  constructor(blockBytes: number, known: Uint8Array) {
    this.#blockBytes = blockBytes
    this.#blocks = Math.floor(known.length / DIGEST_BYTES)
    this.#taken = this.#blocks
    this.#digests = known.slice(0, this.#blocks * DIGEST_BYTES)
  }

  /** Where the bytes go on that are not hashed yet. */
  get position(): number {
    return this.#blocks * this.#blockBytes + this.#currentBytes
  }

  /** Takes bytes from `position` of the file; those that were hashed before are passed over. */
  update(position: number, bytes: Uint8Array): void {
    let at = Math.max(0, this.position - position)
    while (at < bytes.length) {
      const length = Math.min(bytes.length - at, this.#blockBytes - this.#currentBytes)
      this.#current.update(bytes.subarray(at, at + length))
      this.#currentBytes += length
      at += length
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
    const before = Math.floor(end / this.#blockBytes)
    const isWhole = before < this.#blocks
    const hashed = isWhole ? this.#digest(before) : this.#current.copy().digest()
    if (!sha256(block).equals(hashed)) return null
    const whole = createHash('sha256')
    whole.update(this.#digests.subarray(0, before * DIGEST_BYTES))
    const rest = end - before * this.#blockBytes
    if (rest > 0) whole.update(sha256(block.subarray(0, rest)))
    return whole.digest('hex')
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
