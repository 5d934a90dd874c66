import type { MissingValues } from '../../../../record/cells/missingValues'
import { wordsText } from '../../../../record/wordsText'
import type { RecordBuilder } from '../../recordBuilder'
import type { FastWord } from '../fastFields'
import { WordDictionary } from './wordDictionary'

/** One combination of words, or the way to one: a tree with a level per instrument. */
interface Node {
  readonly next: (Node | undefined)[]
  text: string | null
  /** The chunk in which `index` holds. */
  chunk: number
  index: number
}

/** A word that is not there. */
const NONE = -1

/** Reads the words of a line and turns each combination into its index in the chunk. */
export class InstrumentWords {
  /** Where the last word found ended: just behind its closing quote. */
  end = 0
  readonly #names: readonly string[]
  readonly #missing: readonly (MissingValues | undefined)[]
  readonly #ids: Int32Array
  #dictionary = new WordDictionary()
  #root = newNode()
  #nodes = 1
  #last: Node | null = null
  #chunk = 0

  /** @param names of all that a record may say in words, of which `words` are read here */
  constructor(names: readonly string[], words: readonly FastWord[]) {
    this.#names = names
    const missing: (MissingValues | undefined)[] = names.map(() => undefined)
    for (const { word, missing: listed } of words) missing[word] = listed
    this.#missing = missing
    this.#ids = new Int32Array(names.length).fill(NONE)
  }

  /** From now on indexes are those of another chunk. */
  beginChunk(): void {
    this.#chunk += 1
  }

  /**
   * Reads one word, whose first byte behind the opening quote is at `at`. False when that is nothing
   * that can be told here: empty, listed as missing, no valid string, or too many new words.
   */
  read(place: number, bytes: Uint8Array, at: number): boolean {
    const expected = this.#ids[place] ?? NONE
    if (this.#dictionary.isAt(expected, bytes, at)) {
      this.end = this.#dictionary.end
      return true
    }
    const id = this.#dictionary.find(bytes, at)
    if (id === -1) return false
    const word = this.#dictionary.word(id)
    if (word === '' || this.#missing[place]?.hasWord(word)) return false
    this.end = this.#dictionary.end
    this.#ids[place] = id
    this.#last = null
    return true
  }

  /** The line has no such word. */
  clear(place: number): void {
    if (this.#ids[place] === NONE) return
    this.#ids[place] = NONE
    this.#last = null
  }

  /** The index, in the chunk's words, of the combination that was read last. */
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
    this.#ids.fill(NONE)
    this.#last = null
  }

  #findNode(): Node {
    let node = this.#root
    for (const id of this.#ids) {
      const place = id - NONE
      let next = node.next[place]
      if (next === undefined) {
        next = newNode()
        node.next[place] = next
        this.#nodes += 1
      }
      node = next
    }
    this.#last = node
    return node
  }

  #text(): string {
    const words = Array.from(this.#ids, (id) => (id === NONE ? null : this.#dictionary.word(id)))
    return wordsText(this.#names, words)
  }
}

const MAX_NODES = 10_000

function newNode(): Node {
  return { next: [], text: null, chunk: 0, index: 0 }
}
