import type { RecordColumns } from '../../record/columns'
import type { RecordValues } from './recordFields'

/** A chunk whose records say this much in words holds no more records, however few they are. */
const MAX_WORD_CHARACTERS = 1024 * 1024

/**
 * A chunk's records in columns of a fixed capacity that lie in one buffer. Whoever fills them
 * writes row `count` of every column and then counts it.
 */
export class RecordBuilder {
  readonly capacity: number
  count = 0
  /** False once their texts fill what a chunk may hold of them. */
  hasRoomForWords = true
  readonly line: Uint32Array<ArrayBuffer>
  readonly timestampUs: Float64Array<ArrayBuffer>
  readonly values: readonly Float64Array<ArrayBuffer>[]
  readonly wordsIndex: Uint32Array<ArrayBuffer>
  readonly byteOffset: Float64Array<ArrayBuffer>
  readonly byteLength: Uint32Array<ArrayBuffer>
  readonly #words = new Map<string, number>()
  #wordCharacters = 0

  /** @param columns how many the satellite type has */
  constructor(capacity: number, columns: number) {
    this.capacity = capacity
    const doubleColumns = 2 + columns
    const buffer = new ArrayBuffer(capacity * (doubleColumns * 8 + 3 * 4))
    const doubles = (column: number) => new Float64Array(buffer, column * capacity * 8, capacity)
    const integers = (column: number) =>
      new Uint32Array(buffer, capacity * (doubleColumns * 8 + column * 4), capacity)
    this.timestampUs = doubles(0)
    this.byteOffset = doubles(1)
    this.values = Array.from({ length: columns }, (_, column) => doubles(2 + column))
    this.line = integers(0)
    this.wordsIndex = integers(1)
    this.byteLength = integers(2)
  }

  get isFull(): boolean {
    return this.count === this.capacity || !this.hasRoomForWords
  }

  /** @param text what it says in words, as `wordsText` has it */
  add(line: number, values: RecordValues, text: string, byteOffset = 0, byteLength = 0): void {
    const row = this.count
    this.line[row] = line
    this.timestampUs[row] = values.timestampUs
    // Adding 0 turns -0 into 0, as it is stored.
    for (const [k, column] of this.values.entries()) column[row] = (values.numbers[k] ?? NaN) + 0
    this.wordsIndex[row] = this.indexOfWords(text)
    this.byteOffset[row] = byteOffset
    this.byteLength[row] = byteLength
    this.count = row + 1
  }

  /** The index of such a text among this chunk's words. */
  indexOfWords(text: string): number {
    const known = this.#words.get(text)
    if (known !== undefined) return known
    const index = this.#words.size
    this.#words.set(text, index)
    this.#wordCharacters += text.length
    this.hasRoomForWords = this.#wordCharacters < MAX_WORD_CHARACTERS
    return index
  }

  /** The filled rows, as views of the one buffer. */
  columns(): RecordColumns {
    const { count } = this
    return {
      count,
      line: this.line.subarray(0, count),
      timestampUs: this.timestampUs.subarray(0, count),
      values: this.values.map((column) => column.subarray(0, count)),
      wordsIndex: this.wordsIndex.subarray(0, count),
      byteOffset: this.byteOffset.subarray(0, count),
      byteLength: this.byteLength.subarray(0, count),
      words: [...this.#words.keys()],
    }
  }
}
