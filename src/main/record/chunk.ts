import type { CellError, CellErrorCount } from '#shared/lineFindings'
import type { RecordColumns } from './columns'
import type { StateColumn } from './layout'
import { rollupBuffers, type Rollup } from './rollup'

/**
 * One batch of a package's lines on its way from reader to database. All columns of one kind share
 * one ArrayBuffer, which crosses threads by transfer; see `chunkBuffers`.
 */
export interface Chunk {
  /** Where the file goes on after this chunk is stored: the byte and the line after its last line. */
  readonly nextByte: number
  readonly nextLine: number
  readonly records: RecordColumns
  /** The records summed up, as `makeRollup` does it. */
  readonly rollup: Rollup
  /** What their instruments said, as `makeStatusRollup` sums it up. */
  readonly statuses: StatusRollup
  /** Which of the records' columns hold states. */
  readonly states: readonly StateColumn[]
  readonly errors: ErrorColumns
  /** Blank lines, comments, and what stands before a table. */
  readonly skippedLines: number
  /** Lines of a kind that the type leaves out of a mixed file. */
  readonly otherRecords: number
  readonly cellErrors: CellErrors
  readonly unknownKeys: readonly UnknownKeyCount[]
  /** Values that are stored nowhere, because their key came again in their line: the last one counts. */
  readonly repeatedValues: number
  /** Records whose number in a channel came as text. */
  readonly textNumbers: readonly TextNumberCount[]
  /** SHA-256 digests (32 bytes each) of the 1 MiB blocks that were completed while reading this chunk. */
  readonly firstBlock: number
  readonly blockHashes: Uint8Array<ArrayBuffer>
  readonly openBlock: OpenBlock | null
  /** True for a file's last chunk: everything up to the file's present end was read. */
  readonly atEnd: boolean
  /** Its last line is the file's last one, and was cut: no line end, and no whole record. */
  readonly isCut: boolean
  /**
   * The file's last line has no line end: it is counted, but whoever goes on reads it again from
   * `nextLine`. A head is not counted.
   */
  readonly openLine: 'line' | 'head' | null
}

/**
 * The beginning of the 1 MiB block that the checkpoint lies in, as far as it was read: up to byte `end`
 * of the file. Whoever goes on from there sees by it that the lines before are those that were stored.
 * Null where the checkpoint lies between two blocks.
 */
export interface OpenBlock {
  readonly end: number
  /** SHA-256. */
  readonly digest: Uint8Array
}

/**
 * What instruments said, summed up by the same blocks of 256 lines as the rollup of the channels.
 * `blocks` holds as many numbers for each block, block after block in line order: its number, then
 * for each instrument how often its word changed from one record to the next, the places of its
 * first and its last word, and how many records have each word.
 */
export interface StatusRollup {
  /**
   * `[["instrument1",["ok","faulty"]],["mode",[0,3]],...]`: words, and what a state's column holds; a
   * last one null stands for all beyond the first 32.
   */
  readonly words: string
  readonly blocks: Uint32Array<ArrayBuffer>
}

/** Bad lines by column. */
export interface ErrorColumns {
  readonly count: number
  readonly line: Uint32Array<ArrayBuffer>
  readonly byteOffset: Float64Array<ArrayBuffer>
  /** Whole length of the line without its line end, in bytes. */
  readonly rawBytes: Float64Array<ArrayBuffer>
  /** The first bytes of each line, at most MAX_RAW_BYTES, one after the other. */
  readonly raw: Uint8Array<ArrayBuffer>
  /** Where each line's bytes end in `raw`. */
  readonly rawEnd: Uint32Array<ArrayBuffer>
  /** Index into `issues`. */
  readonly issuesIndex: Uint32Array<ArrayBuffer>
  /** JSON texts of LineIssue arrays, each once; the first issue's code is the line's code. */
  readonly issues: readonly string[]
}

/** Cells of good lines that can't be read, or are not valid: their records are stored without them. */
export interface CellErrors {
  /** At most 10,000 of a file, each with at most 200 bytes of its text. */
  readonly kept: readonly CellError[]
  /** All of them. */
  readonly counts: readonly CellErrorCount[]
  /** How many records have some. */
  readonly records: number
}

export interface TextNumberCount {
  readonly channel: string
  readonly count: number
  readonly firstLine: number
}

export interface UnknownKeyCount {
  /** null stands for all keys beyond the first 100 of a file. */
  readonly key: string | null
  readonly count: number
  readonly firstLine: number
}

/** How much of a bad line is kept. */
export const MAX_RAW_BYTES = 64 * 1024
/** A longer line is not parsed. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024
/** The fingerprint is a SHA-256 over the SHA-256 of each block of this size. */
export const BLOCK_BYTES = 1024 * 1024

/** The buffers to transfer with a chunk. */
export function chunkBuffers(chunk: Chunk): ArrayBuffer[] {
  return [
    ...new Set([
      chunk.records.line.buffer,
      chunk.records.timestampUs.buffer,
      ...chunk.records.values.map(({ buffer }) => buffer),
      chunk.records.wordsIndex.buffer,
      chunk.records.byteOffset.buffer,
      chunk.records.byteLength.buffer,
      ...rollupBuffers(chunk.rollup),
      chunk.statuses.blocks.buffer,
      chunk.errors.line.buffer,
      chunk.errors.byteOffset.buffer,
      chunk.errors.rawBytes.buffer,
      chunk.errors.raw.buffer,
      chunk.errors.rawEnd.buffer,
      chunk.errors.issuesIndex.buffer,
      chunk.blockHashes.buffer,
    ]),
  ]
}
