import type { RecordColumns } from '../../record/columns'
import {
  CHILD_BYTES,
  IMAGE_PAGE_BYTES,
  ImagePages,
  INTERIOR_HEADER_BYTES,
  LEAF_HEADER_BYTES,
  PAGE_KIND,
  POINTER_BYTES,
} from './imagePages'
import { RecordShapes } from './recordShapes'
import {
  BYTES_OF_TYPE,
  DOUBLE_TYPE,
  INTEGER_48_TYPE,
  INTEGER_64_TYPE,
  writeValue,
} from './serialTypes'
import { idBytes, varintBytes, writeId, writeVarint } from './varint'

/** Header fields, by their offsets in the file. */
const CHANGE_COUNTER = 24
const PAGE_COUNT = 28
const VERSION_VALID_FOR = 92
/** Page 1 is the schema. */
const TABLE_ROOT = 2
const INDEX_ROOT = 3

const FEWEST_ROW_BYTES = 16
const TIME_BYTES = 8
/** From this file on an id takes eight bytes in a record of the index, else six. */
const FIRST_LONG_FILE = 2 ** 15

/** What an image is to be made of. */
export interface ImageSource {
  /** Page 1 of an empty database of IMAGE_PAGE_BYTES with the table, and the index where there is one. */
  readonly firstPage: Uint8Array
  readonly isIndexed: boolean
  readonly fileId: number
  readonly records: RecordColumns
  /** The whole number below 2^31 that stands for each of `records.words`. */
  readonly words: readonly number[]
}

/**
 * A SQLite database file of one chunk's records, built byte by byte: the fastest way there is to hand
 * rows to SQLite from JavaScript, because they cross in one piece instead of value by value.
 *
 * The format is SQLite's own (https://sqlite.org/fileformat2.html): section 1.3 for the header, 1.6
 * for b-tree pages and cells, 2.1 for records. An exact row is that of the database bit for bit, and so
 * is an entry of the index on time. For the index the records have to stand in its order.
 */
export class PageImage {
  readonly #pages = new ImagePages()
  readonly #shapes = new RecordShapes()
  #changes = 0
  /** Where each leaf's rows begin, and where the last one's end. */
  #leaves: number[] = []
  /** Where each of a leaf's rows has the header of its record, and the value that comes next. */
  readonly #headers = new Uint32Array(IMAGE_PAGE_BYTES / FEWEST_ROW_BYTES)
  readonly #values = new Uint32Array(IMAGE_PAGE_BYTES / FEWEST_ROW_BYTES)

  /**
   * Looks at records before they are built, `isExact` where rows have to be those of the database.
   * Whether some value is missing, as far as that was looked at.
   */
  measure(
    records: RecordColumns,
    words: readonly number[],
    isExact: boolean,
  ): { readonly hasMissing: boolean } {
    this.#shapes.measure(records, words, isExact)
    return this.#shapes
  }

  /** The whole file for the records that were measured last; valid until the next call. */
  build(source: ImageSource): Uint8Array {
    const { records, isIndexed, fileId } = source
    this.#leaves = this.#cutIntoLeaves(records.count, idBytes(fileId))
    const index = isIndexed ? indexForm(records.count, fileId) : null
    const tableLeaves = this.#leaves.length - 1
    const roots = isIndexed ? INDEX_ROOT : TABLE_ROOT
    // One leaf is the root itself; more of them need a page above that lists them.
    const pages = roots + below(tableLeaves) + below(index?.leaves ?? 0)
    this.#pages.reserve(pages)
    this.#writeTable(source, roots + 1)
    if (index !== null) this.#writeIndex(source, index, roots + 1 + below(tableLeaves))
    this.#writeHeader(source.firstPage, pages)
    return this.#pages.bytes.subarray(0, pages * IMAGE_PAGE_BYTES)
  }

  /**
   * SQLite reads the file anew when the counter moved, and trusts the page count only where the
   * counter equals version-valid-for.
   */
  #writeHeader(firstPage: Uint8Array, pages: number): void {
    const { bytes, view } = this.#pages
    this.#changes += 1
    bytes.set(firstPage, 0)
    view.setUint32(CHANGE_COUNTER, this.#changes)
    view.setUint32(PAGE_COUNT, pages)
    view.setUint32(VERSION_VALID_FOR, this.#changes)
  }

  #cutIntoLeaves(count: number, ofId: number): number[] {
    const { bytes } = this.#shapes
    const leaves = [0]
    let room = IMAGE_PAGE_BYTES - LEAF_HEADER_BYTES
    for (let i = 0; i < count; i += 1) {
      const record = bytes[i] ?? 0
      const row = varintBytes(record) + ofId + record + POINTER_BYTES
      if (row > room) {
        leaves.push(i)
        room = IMAGE_PAGE_BYTES - LEAF_HEADER_BYTES
      }
      room -= row
    }
    leaves.push(count)
    return leaves
  }

  #writeTable(source: ImageSource, firstPage: number): void {
    const leaves = this.#leaves.length - 1
    const page = leaves === 1 ? TABLE_ROOT : firstPage
    for (let leaf = 0; leaf < leaves; leaf += 1) {
      this.#writeLeaf(source, page + leaf, this.#leaves[leaf] ?? 0, this.#leaves[leaf + 1] ?? 0)
    }
    if (leaves > 1) this.#writeTableRoot(source, firstPage)
  }

  #writeLeaf(source: ImageSource, page: number, from: number, to: number): void {
    const { records, words } = source
    this.#writeRowHeads(source, page, from, to)
    const { view } = this.#pages
    const { wordsIndex, timestampUs } = records
    const [headers, values] = [this.#headers, this.#values]
    const { header, varying, wordTypes } = this.#shapes
    const rows = to - from
    for (let i = 0; i < rows; i += 1) {
      writeValue(view, values[i] ?? 0, INTEGER_64_TYPE, timestampUs[from + i] ?? 0)
    }
    const firstType = header.length - 1 - records.values.length
    // How far behind `values` the next value stands in all rows.
    let offset = TIME_BYTES
    for (const [k, column] of records.values.entries()) {
      const types = varying[k] ?? null
      if (types === null || areDoubles(types, from, to)) {
        for (let i = 0; i < rows; i += 1) {
          // Not NaN: that constant alone makes each write three times as dear.
          view.setFloat64((values[i] ?? 0) + offset, column[from + i] ?? 0)
        }
        offset += 8
        continue
      }
      for (let i = 0; i < rows; i += 1) {
        const type = types[from + i] ?? 0
        const at = values[i] ?? 0
        view.setUint8((headers[i] ?? 0) + firstType + k, type)
        writeValue(view, at + offset, type, column[from + i] ?? 0)
        values[i] = at + (BYTES_OF_TYPE[type] ?? 0)
      }
    }
    const wordsType = header.length - 1
    for (let i = 0; i < rows; i += 1) {
      const index = wordsIndex[from + i] ?? 0
      const type = wordTypes[index] ?? 0
      view.setUint8((headers[i] ?? 0) + wordsType, type)
      writeValue(view, (values[i] ?? 0) + offset, type, words[index] ?? 0)
    }
    this.#pages.end(PAGE_KIND.tableLeaf)
  }

  /** All of a leaf's rows but their values. */
  #writeRowHeads({ fileId, records }: ImageSource, page: number, from: number, to: number): void {
    const pages = this.#pages
    const { bytes } = pages
    const { header, bytes: lengths } = this.#shapes
    const [headers, values] = [this.#headers, this.#values]
    const { line } = records
    const ofId = idBytes(fileId)
    const ofHeader = header.length
    pages.begin(page, LEAF_HEADER_BYTES)
    for (let i = from; i < to; i += 1) {
      const length = lengths[i] ?? 0
      const cell = pages.cell(varintBytes(length) + ofId + length)
      const id = writeVarint(bytes, cell, length)
      writeId(bytes, id, ofId, fileId, line[i] ?? 0)
      const at = id + ofId
      for (let k = 0; k < ofHeader; k += 1) bytes[at + k] = header[k] ?? 0
      headers[i - from] = at
      values[i - from] = at + ofHeader
    }
  }

  /** A row for each leaf but the last: the leaf's page, and the highest id in it. */
  #writeTableRoot({ fileId, records }: ImageSource, firstLeaf: number): void {
    const pages = this.#pages
    const ofId = idBytes(fileId)
    const last = this.#leaves.length - 2
    pages.begin(TABLE_ROOT, INTERIOR_HEADER_BYTES)
    for (let leaf = 0; leaf < last; leaf += 1) {
      const cell = pages.cell(CHILD_BYTES + ofId)
      const highest = records.line[(this.#leaves[leaf + 1] ?? 0) - 1] ?? 0
      pages.view.setUint32(cell, firstLeaf + leaf)
      writeId(pages.bytes, cell + CHILD_BYTES, ofId, fileId, highest)
    }
    pages.endInterior(PAGE_KIND.tableInterior, firstLeaf + last)
  }

  /** Each entry stands once: those between two leaves in the page above. */
  #writeIndex(source: ImageSource, form: IndexForm, firstPage: number): void {
    const pages = this.#pages
    const { leaves, entryBytes } = form
    const { count } = source.records
    const page = leaves === 1 ? INDEX_ROOT : firstPage
    const between: number[] = []
    let row = 0
    for (let leaf = 0; leaf < leaves; leaf += 1) {
      // As many in each as there are, give or take one.
      const end = Math.round(((count + 1) * (leaf + 1)) / leaves) - 1
      pages.begin(page + leaf, LEAF_HEADER_BYTES)
      for (; row < end; row += 1) this.#writeEntry(source, form, pages.cell(entryBytes), row)
      pages.end(PAGE_KIND.indexLeaf)
      if (leaf < leaves - 1) between.push(row)
      row += 1
    }
    if (leaves === 1) return
    pages.begin(INDEX_ROOT, INTERIOR_HEADER_BYTES)
    for (const [leaf, rowAbove] of between.entries()) {
      const cell = pages.cell(CHILD_BYTES + entryBytes)
      pages.view.setUint32(cell, firstPage + leaf)
      this.#writeEntry(source, form, cell + CHILD_BYTES, rowAbove)
    }
    pages.endInterior(PAGE_KIND.indexInterior, firstPage + leaves - 1)
  }

  /** The time and the id of a row, as a record. */
  #writeEntry(
    { fileId, records }: ImageSource,
    { entryBytes, idType }: IndexForm,
    at: number,
    row: number,
  ): void {
    const { view } = this.#pages
    view.setUint8(at, entryBytes - 1)
    view.setUint8(at + 1, ENTRY_HEADER_BYTES)
    view.setUint8(at + 2, INTEGER_64_TYPE)
    view.setUint8(at + 3, idType)
    const time = at + 1 + ENTRY_HEADER_BYTES
    writeValue(view, time, INTEGER_64_TYPE, records.timestampUs[row] ?? 0)
    const id = time + TIME_BYTES
    if (idType === INTEGER_64_TYPE) view.setUint32(id, fileId)
    else view.setUint16(id, fileId)
    view.setUint32(at + entryBytes - 4, records.line[row] ?? 0)
  }
}

/** How the index's entries are kept. */
interface IndexForm {
  readonly leaves: number
  readonly idType: number
  /** An entry with its length, which one byte holds. */
  readonly entryBytes: number
}

/** Its length, and the types of the time and the id. */
const ENTRY_HEADER_BYTES = 3

function indexForm(count: number, fileId: number): IndexForm {
  const idType = fileId < FIRST_LONG_FILE ? INTEGER_48_TYPE : INTEGER_64_TYPE
  const entryBytes = 1 + ENTRY_HEADER_BYTES + TIME_BYTES + (BYTES_OF_TYPE[idType] ?? 0)
  const perLeaf = Math.floor((IMAGE_PAGE_BYTES - LEAF_HEADER_BYTES) / (entryBytes + POINTER_BYTES))
  // Between two leaves there is an entry more.
  return { leaves: Math.ceil((count + 1) / (perLeaf + 1)), idType, entryBytes }
}

/** Most columns that vary do so in few places. */
function areDoubles(types: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (types[i] !== DOUBLE_TYPE) return false
  return true
}

/** How many pages so many leaves need beside the root. */
function below(leaves: number): number {
  return leaves > 1 ? leaves : 0
}
