import type { RecordColumns } from '../../record/chunk'

const DOUBLE_COLUMNS = 6
const INTEGER_COLUMNS = 3
/** A chunk whose instruments say this much holds no more records, however few they are. */
const MAX_WORD_CHARACTERS = 1024 * 1024

/**
 * A chunk's records in columns of a fixed capacity that lie in one buffer. Whoever fills them
 * writes row `count` of every column and then counts it.
 */
export class RecordBuilder {
  readonly capacity: number
  count = 0
  /** False once the instruments' texts fill what a chunk may hold of them. */
  hasRoomForWords = true
  readonly line: Uint32Array<ArrayBuffer>
  readonly timestampUs: Float64Array<ArrayBuffer>
  readonly velocity: Float64Array<ArrayBuffer>
  readonly altitude: Float64Array<ArrayBuffer>
  readonly latitude: Float64Array<ArrayBuffer>
  readonly longitude: Float64Array<ArrayBuffer>
  readonly wordsIndex: Uint32Array<ArrayBuffer>
  readonly byteOffset: Float64Array<ArrayBuffer>
  readonly byteLength: Uint32Array<ArrayBuffer>
  readonly #words = new Map<string, number>()
  #wordCharacters = 0

  constructor(capacity: number) {
    this.capacity = capacity
    const buffer = new ArrayBuffer(capacity * (DOUBLE_COLUMNS * 8 + INTEGER_COLUMNS * 4))
    const doubles = (column: number) => new Float64Array(buffer, column * capacity * 8, capacity)
    const integers = (column: number) =>
      new Uint32Array(buffer, capacity * (DOUBLE_COLUMNS * 8 + column * 4), capacity)
    this.timestampUs = doubles(0)
    this.velocity = doubles(1)
    this.altitude = doubles(2)
    this.latitude = doubles(3)
    this.longitude = doubles(4)
    this.byteOffset = doubles(5)
    this.line = integers(0)
    this.wordsIndex = integers(1)
    this.byteLength = integers(2)
  }

  get isFull(): boolean {
    return this.count === this.capacity || !this.hasRoomForWords
  }

  /** The index of an instruments text among this chunk's words. */
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
      velocity: this.velocity.subarray(0, count),
      altitude: this.altitude.subarray(0, count),
      latitude: this.latitude.subarray(0, count),
      longitude: this.longitude.subarray(0, count),
      wordsIndex: this.wordsIndex.subarray(0, count),
      byteOffset: this.byteOffset.subarray(0, count),
      byteLength: this.byteLength.subarray(0, count),
      words: [...this.#words.keys()],
    }
  }
}
