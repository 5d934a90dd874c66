import { decodeUtf8 } from '../../utf8'

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** A longer word is not worth a place here. */
const MAX_WORD_BYTES = 256
const TABLE_SIZE = 4096
const MAX_WORDS = TABLE_SIZE / 2

/**
 * The JSON strings that came so far, by their bytes as they stand in the file, so that a string is
 * decoded only once. Ids count up from 0.
 */
export class WordDictionary {
  /** Where the last word found ended: just behind its closing quote. */
  end = 0
  readonly #table = new Int32Array(TABLE_SIZE).fill(-1)
  readonly #raw: Uint8Array[] = []
  readonly #words: string[] = []

  get isFull(): boolean {
    return this.#words.length >= MAX_WORDS
  }

  /** The text of a word. */
  word(id: number): string {
    return this.#words[id] ?? ''
  }

  /** True when the word `id` and its closing quote stand at `at`, just behind an opening quote. */
  isAt(id: number, bytes: Uint8Array, at: number): boolean {
    const raw = this.#raw[id]
    if (raw === undefined) return false
    for (let i = 0; i < raw.length; i += 1) {
      if (bytes[at + i] !== raw[i]) return false
    }
    this.end = at + raw.length
    return true
  }

  /**
   * The id of the string whose first byte behind the opening quote is at `at`; a new word gets one.
   * -1 when it is no valid string, too long for the dictionary, or new while that is full.
   */
  find(bytes: Uint8Array, at: number): number {
    let hash = 0
    let i = at
    let isPlain = true
    for (;;) {
      const byte = bytes[i] ?? 0
      if (byte === QUOTE) break
      if (byte < 0x20 || i - at > MAX_WORD_BYTES) return -1
      if (byte === BACKSLASH) {
        // Not past the 0 behind the bytes: it ends the loop on its next round.
        if ((bytes[i + 1] ?? 0) >= 0x20) i += 1
        isPlain = false
      } else if (byte > 0x7f) isPlain = false
      hash = Math.imul(hash ^ byte, 16_777_619)
      i += 1
    }
    let slot = (hash ^ (hash >>> 15)) & (TABLE_SIZE - 1)
    for (;;) {
      const id = this.#table[slot] ?? -1
      if (id === -1) return this.#add(bytes, at, i, isPlain, slot)
      if (this.isAt(id, bytes, at)) return id
      slot = (slot + 1) & (TABLE_SIZE - 1)
    }
  }

  #add(bytes: Uint8Array, at: number, quote: number, isPlain: boolean, slot: number): number {
    if (this.isFull) return -1
    const text = decodeUtf8(bytes.subarray(at, quote))
    if (text === null) return -1
    const word = isPlain ? text : unescape(text)
    if (word === null) return -1
    const id = this.#words.length
    this.#raw.push(bytes.slice(at, quote + 1))
    this.#words.push(word)
    this.#table[slot] = id
    this.end = quote + 1
    return id
  }
}

function unescape(text: string): string | null {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return null
  }
}
