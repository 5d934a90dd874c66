/** A longer prefix is not remembered; the window keeps at least this much room behind its bytes. */
export const MAX_PREFIX_BYTES = 60

/**
 * The bytes between one value of a line and the next, such as `,"altitude":`, blanks and all, and
 * the field whose value follows. Compared four bytes at a time.
 */
export class KeyPrefix {
  readonly field: number
  /** For a key that the type does not know: its id among those. */
  readonly unknownId: number
  readonly length: number
  readonly #words: number[]
  /** The last four bytes, which may lie over those before. */
  readonly #tail: number

  /** Remembers the bytes from `start` to `end`; from 4 to MAX_PREFIX_BYTES of them. */
  constructor(view: DataView, start: number, end: number, field: number, unknownId: number) {
    this.field = field
    this.unknownId = unknownId
    this.length = end - start
    this.#words = []
    for (let at = start; at + 4 <= end; at += 4) this.#words.push(view.getInt32(at, true))
    this.#tail = view.getInt32(end - 4, true)
  }

  isAt(view: DataView, at: number): boolean {
    const words = this.#words
    for (let i = 0; i < words.length; i += 1) {
      if (view.getInt32(at + i * 4, true) !== words[i]) return false
    }
    return view.getInt32(at + this.length - 4, true) === this.#tail
  }
}
