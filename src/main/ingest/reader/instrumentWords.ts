import { instrumentText } from './instrumentText'
import type { RecordBuilder } from './recordBuilder'
import { WordDictionary } from './wordDictionary'

/** One combination of words, or the way to one: a tree with a level per instrument. */
interface Node {
  readonly next: (Node | undefined)[]
  text: string | null
  /** The chunk in which `index` holds. */
  chunk: number
  index: number
}

/** Reads the words of a line's instruments and turns each combination into its index in the chunk. */
export class InstrumentWords {
  /** Where the last word found ended: just behind its closing quote. */
  end = 0
  readonly #keys: readonly string[]
  readonly #ids: Int32Array
  #dictionary = new WordDictionary()
  #root = newNode()
  #nodes = 1
  #last: Node | null = null
  #chunk = 0

  constructor(keys: readonly string[]) {
    this.#keys = keys
    this.#ids = new Int32Array(keys.length).fill(-1)
  }

  /** From now on indexes are those of another chunk. */
  beginChunk(): void {
    this.#chunk += 1
  }

  /**
   * Reads the word of one instrument, whose first byte behind the opening quote is at `at`. False
   * when that is nothing that can be told here: empty, no valid string, or too many new words.
   */
  read(instrument: number, bytes: Uint8Array, at: number): boolean {
    const expected = this.#ids[instrument] ?? -1
    if (this.#dictionary.isAt(expected, bytes, at)) {
      this.end = this.#dictionary.end
      return true
    }
    const id = this.#dictionary.find(bytes, at)
    if (id === -1 || this.#dictionary.word(id) === '') return false
    this.end = this.#dictionary.end
    this.#ids[instrument] = id
    this.#last = null
    return true
  }

  /** The index, in the chunk's words, of the combination that was read last for all instruments. */
  index(records: RecordBuilder): number {
    const node = this.#last ?? this.#findNode()
    if (node.chunk !== this.#chunk) {
      node.text ??= this.#text()
      node.index = records.indexOfWords(node.text)
      node.chunk = this.#chunk
    }
    return node.index
  }

  /** Forgets everything when a package has so many words that remembering them is no gain. */
  forgetIfFull(): void {
    if (!this.#dictionary.isFull && this.#nodes < MAX_NODES) return
    this.#dictionary = new WordDictionary()
    this.#root = newNode()
    this.#nodes = 1
    this.#ids.fill(-1)
    this.#last = null
  }

  #findNode(): Node {
    let node = this.#root
    for (const id of this.#ids) {
      let next = node.next[id]
      if (next === undefined) {
        next = newNode()
        node.next[id] = next
        this.#nodes += 1
      }
      node = next
    }
    this.#last = node
    return node
  }

  #text(): string {
    return instrumentText(
      this.#keys,
      Array.from(this.#ids, (id) => this.#dictionary.word(id)),
    )
  }
}

const MAX_NODES = 10_000

function newNode(): Node {
  return { next: [], text: null, chunk: 0, index: 0 }
}
