import type { RecordColumns } from '../../record/columns'
import {
  BYTES_OF_TYPE,
  DOUBLE_TYPE,
  INTEGER_64_TYPE,
  NULL_TYPE,
  typeOfDouble,
  typeOfInteger,
} from './serialTypes'
import { varintBytes, writeVarint } from './varint'

/** The id, which is no value of the record; the time; and what stands behind all channels, the words. */
const OTHER_TYPES = 3

/**
 * How SQLite keeps each record of a chunk: the types of its values, and its length. Most columns hold
 * nothing but doubles with a fraction; the types of the others are found for each record.
 */
export class RecordShapes {
  /**
   * What every record begins with: the length of this header, and the types of its values. Of those
   * that vary, and of the words, each record has its own at the same place.
   */
  header = new Uint8Array(0)
  /** How long each record is, its header included. */
  bytes = new Uint32Array(0)
  /** The types in each column, record by record; null where all are doubles. */
  varying: readonly (Uint8Array | null)[] = []
  /** The type of each of the chunk's words. */
  wordTypes = new Uint8Array(0)
  /** Some value is missing. */
  hasMissing = false

  /**
   * Finds them for these records. `words`: the whole number that stands for each of their words. Where
   * it need not be as SQLite keeps them, all values are doubles, which it takes as well: NaN for NULL.
   */
  measure(records: RecordColumns, words: readonly number[], isExact: boolean): void {
    const { count, values, wordsIndex } = records
    this.#makeHeader(values.length)
    this.wordTypes = Uint8Array.from(words, typeOfInteger)
    this.hasMissing = false
    const areDoubles = values.map((column) => !isExact || hasDoublesOnly(column, count))
    const doubles = areDoubles.filter(Boolean).length
    const fixed = this.header.length + 8 * (1 + doubles)
    const wordBytes = this.wordTypes.map((type) => BYTES_OF_TYPE[type] ?? 0)
    if (this.bytes.length < count) this.bytes = new Uint32Array(count)
    for (let i = 0; i < count; i += 1) {
      this.bytes[i] = fixed + (wordBytes[wordsIndex[i] ?? 0] ?? 0)
    }
    this.varying = values.map((column, k) =>
      areDoubles[k] === true ? null : this.#typesOf(column, count),
    )
  }

  #makeHeader(channels: number): void {
    const types = channels + OTHER_TYPES
    // The length counts itself.
    const length = types + varintBytes(types + 1)
    if (this.header.length === length) return
    this.header = new Uint8Array(length).fill(DOUBLE_TYPE)
    const at = writeVarint(this.header, 0, length)
    this.header[at] = NULL_TYPE
    this.header[at + 1] = INTEGER_64_TYPE
  }

  /** The types in a column, whose bytes are added to those of the records. */
  #typesOf(column: Float64Array, count: number): Uint8Array {
    const types = new Uint8Array(count)
    const { bytes } = this
    for (let i = 0; i < count; i += 1) {
      const type = typeOfDouble(column[i] ?? NaN)
      types[i] = type
      if (type === NULL_TYPE) this.hasMissing = true
      bytes[i] = (bytes[i] ?? 0) + (BYTES_OF_TYPE[type] ?? 0)
    }
    return types
  }
}

/** Whether all values of a column are kept as doubles. */
function hasDoublesOnly(column: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i += 1) {
    if (typeOfDouble(column[i] ?? NaN) !== DOUBLE_TYPE) return false
  }
  return true
}
