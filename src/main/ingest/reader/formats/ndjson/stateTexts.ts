import type { CellReader } from '../../../../record/cells/cellReader'
import { WordDictionary } from './wordDictionary'

/** Reads a channel's states from the bytes of JSON strings: mostly one that came before. */
export class StateTexts {
  /** Where the last state ended: just behind its closing quote. */
  end = 0
  readonly #read: CellReader
  #dictionary = new WordDictionary()
  /** What each text is stored as; NaN for one that the column can't hold. */
  readonly #values: number[] = []

  constructor(read: CellReader) {
    this.#read = read
  }

  /**
   * The number for the text whose first byte behind the opening quote is at `at`; NaN where it is
   * none that can be told here.
   */
  read(bytes: Uint8Array, at: number): number {
    if (this.#dictionary.isFull) {
      this.#dictionary = new WordDictionary()
      this.#values.length = 0
    }
    const id = this.#dictionary.find(bytes, at)
    if (id === -1) return NaN
    this.end = this.#dictionary.end
    return (this.#values[id] ??= this.number(this.#dictionary.word(id)))
  }

  /** The same for a text or true and false. */
  number(value: string | boolean): number {
    const stored = this.#read(value)
    return typeof stored === 'number' ? stored : NaN
  }
}
