import { BLOCK_BYTES } from '../../record/chunk'

/** A block and a little more, so that one serves whatever it was made for. */
const USUAL_BYTES = BLOCK_BYTES + 1024
/** A larger one is not kept: it was made for one endless line. */
const MOST_BYTES = 2 * BLOCK_BYTES

/** One for the lines of a file, and one to hash it with meanwhile. */
const MOST_KEPT = 2

/**
 * Large buffers that go from one reading of a thread to the next. Made anew for each of thousands of
 * small files, they would pile up until somebody collects the garbage.
 */
export class SpareBuffers {
  readonly #kept: Uint8Array<ArrayBuffer>[] = []

  /** A buffer of at least that length, for the caller alone until it is given back. Holds anything. */
  take(length: number): Uint8Array<ArrayBuffer> {
    const spare = this.#kept.pop()
    return spare !== undefined && spare.length >= length
      ? spare
      : new Uint8Array(Math.max(length, USUAL_BYTES))
  }

  giveBack(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length <= MOST_BYTES && this.#kept.length < MOST_KEPT) this.#kept.push(bytes)
  }
}
