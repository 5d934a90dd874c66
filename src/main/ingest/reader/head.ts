import type { FileIdentity } from '../../record/identity'
import type { PackageFile } from './packageFile'

/** What says what a file is stands in its first lines, and these are no longer than this. */
export const MAX_HEAD_BYTES = 1024 * 1024
/** Mostly it is found in this much. */
const FIRST_LOOK_BYTES = 4096
const BOM = [0xef, 0xbb, 0xbf]

/** A file's beginning, of which there may be more than was looked at so far. */
export interface Beginning {
  readonly bytes: Uint8Array
  /** Reads more; false when there is no more, or more than a head has. */
  grow(): boolean
}

/** The beginning of a file that is there. */
export class Head implements Beginning {
  /** The file's own name, without its folders. */
  readonly name: string
  readonly identity: FileIdentity
  readonly #file: PackageFile
  #bytes = new Uint8Array(0)

  constructor(file: PackageFile, name: string) {
    this.name = name
    this.#file = file
    this.identity = file.identity()
    this.#read(FIRST_LOOK_BYTES)
  }

  get bytes(): Uint8Array {
    return this.#bytes
  }

  grow(): boolean {
    const { length } = this.#bytes
    if (length > MAX_HEAD_BYTES) return false
    this.#read(MAX_HEAD_BYTES + 1)
    return this.#bytes.length > length
  }

  #read(length: number): void {
    const head = new Uint8Array(length)
    head.set(this.#bytes)
    let end = this.#bytes.length
    while (end < length) {
      const read = this.#file.read(head, end, length - end, end)
      if (read === 0) break
      end += read
    }
    this.#bytes = head.subarray(0, end)
  }
}

/** A line of a file's beginning, without its line end. */
export interface HeadLine {
  readonly number: number
  readonly bytes: Uint8Array
  /** An LF ends it. */
  readonly isTerminated: boolean
}

const LF = 0x0a
const CR = 0x0d

/**
 * The lines of a file's beginning that are whole, or the file's last one. A BOM before the first one
 * is left out. Ends where the head does.
 */
export function* headLines(head: Beginning): Generator<HeadLine> {
  let start = bomLength(head.bytes)
  for (let number = 1; ; number += 1) {
    let lf = head.bytes.indexOf(LF, start)
    while (lf === -1 && head.grow()) lf = head.bytes.indexOf(LF, start)
    if (lf === -1) {
      const isWhole = head.bytes.length <= MAX_HEAD_BYTES
      if (isWhole && start < head.bytes.length) {
        yield { number, bytes: head.bytes.subarray(start), isTerminated: false }
      }
      return
    }
    const end = lf > start && head.bytes[lf - 1] === CR ? lf - 1 : lf
    yield { number, bytes: head.bytes.subarray(start, end), isTerminated: true }
    start = lf + 1
  }
}

/** How many bytes a byte order mark of UTF-8 takes there. */
export function bomLength(bytes: Uint8Array): number {
  return BOM.every((byte, i) => bytes[i] === byte) ? BOM.length : 0
}

/** What stands before a line of a file's beginning; all of it where that line is not there. */
export function bytesBefore(head: Beginning, lineNumber: number): Uint8Array {
  let end = 0
  for (let line = 1; line < lineNumber; line += 1) {
    let lf = head.bytes.indexOf(LF, end)
    while (lf === -1 && head.grow()) lf = head.bytes.indexOf(LF, end)
    if (lf === -1) return head.bytes.slice()
    end = lf + 1
  }
  return head.bytes.slice(0, end)
}

/** A beginning of which nothing more is to come. */
export function wholeBeginning(bytes: Uint8Array): Beginning {
  return { bytes, grow: () => false }
}
