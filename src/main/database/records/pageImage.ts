import type { RecordColumns } from '../../record/columns'

/**
 * A SQLite database file of one table, built byte by byte: the fastest way there is to hand rows
 * to SQLite from JavaScript, because they cross in one piece instead of value by value.
 *
 * The format is SQLite's own (https://sqlite.org/fileformat2.html): section 1.3 for the header,
 * 1.6 for b-tree pages and cells, 2.1 for records. The table `s` has the columns t (the time, a 64-bit
 * integer), w (the words, a 32-bit integer) and c0, c1, ... (doubles); its rowid is the line. A row
 * ends with the last channel that its satellite type has, and a NaN is read as NULL. Columns have no
 * types of their own, because SQLite would check each value against them once more.
 */
export const IMAGE_PAGE_BYTES = 65_536
/** So many channels fit in a row that has to lie in one page. */
export const MOST_CHANNELS = 990
export const IMAGE_SCHEMA = `CREATE TABLE s (t, w, ${Array.from(
  { length: MOST_CHANNELS },
  (_, k) => `c${k}`,
).join(', ')})`

const LEAF_TABLE_PAGE = 0x0d
const INTERIOR_TABLE_PAGE = 0x05
const LEAF_HEADER_BYTES = 8
const INTERIOR_HEADER_BYTES = 12
const POINTER_BYTES = 2
/** Header fields, by their offsets in the file. */
const CHANGE_COUNTER = 24
const PAGE_COUNT = 28
const VERSION_VALID_FOR = 92
/** Page 1 is the schema, page 2 the table's root. */
const ROOT_PAGE = 2

/** Types of values in a record. */
const INTEGER_32 = 4
const INTEGER_64 = 6
const DOUBLE = 7
/** The time and the words. */
const FIXED_BYTES = 8 + 4
const TWO_32 = 2 ** 32

/** What every record with so many channels has before its values, and how long it is. */
interface RecordShape {
  /** The record's own header: its length and the types of its values. */
  readonly header: Uint8Array
  readonly bytes: number
}

function shapeOf(channels: number): RecordShape {
  const types = [INTEGER_64, INTEGER_32, ...Array<number>(channels).fill(DOUBLE)]
  // The length counts itself, as one byte or as two.
  const length = types.length + (types.length + 1 < 0x80 ? 1 : 2)
  const header = new Uint8Array(length)
  header.set(types, writeVarint(header, 0, length))
  return { header, bytes: length + FIXED_BYTES + channels * 8 }
}

/** Builds one image after the other in one buffer that grows to the largest. */
export class PageImage {
  readonly #firstPage: Uint8Array
  #bytes: Uint8Array
  #view: DataView
  #changes: number
  #channels = -1
  #shape: RecordShape = { header: new Uint8Array(0), bytes: 0 }
  /** Where the values of a leaf's rows begin. */
  readonly #starts = new Uint32Array(IMAGE_PAGE_BYTES / FIXED_BYTES)

  /** `firstPage`: page 1 of an empty database with `IMAGE_SCHEMA` and pages of IMAGE_PAGE_BYTES. */
  constructor(firstPage: Uint8Array) {
    this.#firstPage = firstPage
    this.#changes = new DataView(firstPage.buffer, firstPage.byteOffset).getUint32(CHANGE_COUNTER)
    this.#bytes = new Uint8Array(IMAGE_PAGE_BYTES)
    this.#view = new DataView(this.#bytes.buffer)
  }

  /**
   * The whole file for these records; valid until the next call. `words` says what to store for
   * each of `records.words`: a whole number below 2^31.
   */
  build(records: RecordColumns, words: readonly number[]): Uint8Array {
    if (records.values.length !== this.#channels) {
      this.#channels = records.values.length
      this.#shape = shapeOf(this.#channels)
    }
    const leaves = Math.max(1, Math.ceil(records.count / this.#rowsPerLeaf(records)))
    // One leaf is the root itself; more of them need a page above that lists them.
    const pages = leaves === 1 ? 2 : 2 + leaves
    this.#reserve(pages * IMAGE_PAGE_BYTES)
    const firstLeaf = leaves === 1 ? ROOT_PAGE : ROOT_PAGE + 1
    const perLeaf = Math.ceil(records.count / leaves)
    for (let leaf = 0; leaf < leaves; leaf += 1) {
      const from = leaf * perLeaf
      const to = Math.min(records.count, from + perLeaf)
      this.#writeLeaf(firstLeaf + leaf, records, words, from, to)
    }
    if (leaves > 1) this.#writeRoot(records, leaves, perLeaf)
    this.#writeHeader(pages)
    return this.#bytes.subarray(0, pages * IMAGE_PAGE_BYTES)
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#bytes.length) return
    this.#bytes = new Uint8Array(bytes)
    this.#view = new DataView(this.#bytes.buffer)
  }

  /**
   * SQLite reads the file anew when the counter moved, and trusts the page count only where the
   * counter equals version-valid-for.
   */
  #writeHeader(pages: number): void {
    this.#changes += 1
    this.#bytes.set(this.#firstPage, 0)
    this.#view.setUint32(CHANGE_COUNTER, this.#changes)
    this.#view.setUint32(PAGE_COUNT, pages)
    this.#view.setUint32(VERSION_VALID_FOR, this.#changes)
  }

  #writeLeaf(
    page: number,
    records: RecordColumns,
    words: readonly number[],
    from: number,
    to: number,
  ): void {
    const start = (page - 1) * IMAGE_PAGE_BYTES
    const cell = this.#writeCells(start, records.line, from, to)
    const rows = to - from
    const starts = this.#starts
    const view = this.#view
    const { timestampUs, wordsIndex } = records
    for (let i = 0; i < rows; i += 1) {
      const at = starts[i] ?? 0
      const time = timestampUs[from + i] ?? 0
      const upper = Math.floor(time / TWO_32)
      view.setInt32(at, upper)
      view.setUint32(at + 4, time - upper * TWO_32)
      view.setInt32(at + 8, words[wordsIndex[from + i] ?? 0] ?? 0)
    }
    let offset = FIXED_BYTES
    for (const column of records.values) {
      for (let i = 0; i < rows; i += 1) {
        // Not NaN: that constant alone makes each write three times as dear.
        view.setFloat64((starts[i] ?? 0) + offset, column[from + i] ?? 0)
      }
      offset += 8
    }
    this.#writePageHeader(start, LEAF_TABLE_PAGE, rows, cell - start)
  }

  /** All of a leaf's cells but their values, from the page's end on. Returns where they begin. */
  #writeCells(start: number, line: Uint32Array, from: number, to: number): number {
    const { header, bytes: recordBytes } = this.#shape
    const bytes = this.#bytes
    const view = this.#view
    const starts = this.#starts
    const lengthBytes = varintBytes(recordBytes)
    let pointer = start + LEAF_HEADER_BYTES
    let cell = start + IMAGE_PAGE_BYTES
    for (let i = from; i < to; i += 1) {
      const rowid = line[i] ?? 0
      cell -= lengthBytes + varintBytes(rowid) + recordBytes
      view.setUint16(pointer, cell - start)
      pointer += POINTER_BYTES
      let at = writeVarint(bytes, cell, recordBytes)
      at = writeVarint(bytes, at, rowid)
      for (let k = 0; k < header.length; k += 1) bytes[at + k] = header[k] ?? 0
      starts[i - from] = at + header.length
    }
    return cell
  }

  #rowsPerLeaf({ line, count }: RecordColumns): number {
    const { bytes } = this.#shape
    const largest = line[count - 1] ?? 0
    const cell = varintBytes(bytes) + varintBytes(largest) + bytes + POINTER_BYTES
    return Math.floor((IMAGE_PAGE_BYTES - LEAF_HEADER_BYTES) / cell)
  }

  #writeRoot(records: RecordColumns, leaves: number, perLeaf: number): void {
    const start = (ROOT_PAGE - 1) * IMAGE_PAGE_BYTES
    const last = leaves - 1
    let cell = start + IMAGE_PAGE_BYTES
    for (let leaf = 0; leaf < last; leaf += 1) {
      const largest = records.line[(leaf + 1) * perLeaf - 1] ?? 0
      cell -= 4 + varintBytes(largest)
      this.#view.setUint32(cell, ROOT_PAGE + 1 + leaf)
      writeVarint(this.#bytes, cell + 4, largest)
      this.#view.setUint16(start + INTERIOR_HEADER_BYTES + leaf * POINTER_BYTES, cell - start)
    }
    this.#writePageHeader(start, INTERIOR_TABLE_PAGE, last, cell - start)
    this.#view.setUint32(start + 8, ROOT_PAGE + 1 + last)
  }

  /** Cells begin at `content`; 65,536 is written as 0 there. */
  #writePageHeader(start: number, type: number, cells: number, content: number): void {
    this.#bytes[start] = type
    this.#view.setUint16(start + 1, 0)
    this.#view.setUint16(start + 3, cells)
    this.#view.setUint16(start + 5, content % IMAGE_PAGE_BYTES)
    this.#bytes[start + 7] = 0
  }
}

/** Length of SQLite's big-endian base-128 number for a value below 2^32. */
function varintBytes(value: number): number {
  if (value < 0x80) return 1
  if (value < 0x4000) return 2
  if (value < 0x20_0000) return 3
  return value < 0x1000_0000 ? 4 : 5
}

/** Returns where the number ends. */
function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  const length = varintBytes(value)
  let rest = value
  for (let k = length - 1; k >= 0; k -= 1) {
    bytes[at + k] = (rest & 0x7f) | (k === length - 1 ? 0 : 0x80)
    rest >>>= 7
  }
  return at + length
}
