import { MAX_LINE_BYTES, MAX_RAW_BYTES } from '../../record/chunk'
import type { BlockHash } from './blockHash'
import { trailingNuls } from './nuls'
import type { PackageFile } from './packageFile'
import type { SpareBuffers } from './spareBuffers'

const LF = 0x0a
const CR = 0x0d

/** How much of one endless line is read before `frame` gives the caller a turn. */
const PATIENCE_BYTES = 64 * 1024 * 1024

/** One line of the file. `bytes` is a view that holds until the window moves on. */
export interface Line {
  readonly byteOffset: number
  /** Without its line end: LF, or exactly one CR before it. */
  readonly byteLength: number
  /** The line; of one longer than MAX_LINE_BYTES only its first MAX_RAW_BYTES. */
  readonly bytes: Uint8Array
  /** How many NUL bytes are its last ones, where no LF ends it; 0 elsewhere. */
  readonly trailingNuls: number
  /** False for the file's last line when no LF ends it. */
  readonly terminated: boolean
}

/** A line longer than MAX_LINE_BYTES, of which only the start is held. */
interface LongLine {
  readonly byteOffset: number
  readonly head: Uint8Array
  byteLength: number
  lastByte: number
  trailingNuls: number
}

/**
 * Reads a file in hash blocks and finds its lines. `bytes[start..end)` is what was read and not yet
 * consumed; a 0 follows it, so that a loop over bytes that JSON text may hold stops there by itself.
 * Holds at most MAX_LINE_BYTES and a block, however long a line is.
 */
export class LineWindow {
  bytes: Uint8Array<ArrayBuffer>
  start = 0
  end = 0
  /** File offset of `bytes[0]`. */
  origin: number
  /** Counts how often the bytes changed. */
  fills = 0
  #buffer: Buffer
  readonly #file: PackageFile
  readonly #hash: BlockHash
  readonly #blockBytes: number
  readonly #spares: SpareBuffers
  #longLine: LongLine | null = null

  /** The file is read from the start of the block that holds `byte`, or earlier where hashes lack. */
  constructor(
    file: PackageFile,
    hash: BlockHash,
    blockBytes: number,
    byte: number,
    spares: SpareBuffers,
  ) {
    this.#file = file
    this.#hash = hash
    this.#blockBytes = blockBytes
    this.origin = Math.min(hash.position, Math.floor(byte / blockBytes) * blockBytes)
    this.#spares = spares
    this.bytes = spares.take(blockBytes + 1)
    this.bytes[0] = 0
    this.#buffer = Buffer.from(this.bytes.buffer)
  }

  /** False in the middle of a line that is too long to be held. */
  get isAtLineStart(): boolean {
    return this.#longLine === null
  }

  /** File offset of the next line. */
  get byteOffset(): number {
    return this.#longLine?.byteOffset ?? this.origin + this.start
  }

  /** Everything before this file offset was read. */
  get readTo(): number {
    return this.origin + this.end
  }

  /** Moves on to a byte ahead. Returns false when the file ends before it. */
  skipTo(byte: number): boolean {
    while (this.readTo < byte) {
      this.start = this.end
      if (!this.#fill()) return false
    }
    this.start = byte - this.origin
    return true
  }

  /**
   * The next line, which stays the next one until `consume`. Null at the present end of file, and
   * 'later' while a line is so long that its end is still not found after many blocks.
   */
  frame(): Line | 'later' | null {
    if (this.#longLine !== null) return this.#frameLongLine(this.#longLine)
    let searched = this.start
    for (;;) {
      const lf = this.#findLf(searched)
      if (lf !== -1) {
        const end = lf > this.start && this.bytes[lf - 1] === CR ? lf - 1 : lf
        return this.#line(end, true)
      }
      const length = this.end - this.start
      // One byte more than allowed may still be the CR of a line end.
      if (length > MAX_LINE_BYTES + 1) return this.#frameLongLine(this.#beginLongLine())
      if (!this.#fill()) return length === 0 ? null : this.#line(this.end, false)
      searched = this.start + length
    }
  }

  /** Passes over the line that `frame` gave, line end included. */
  consume(line: Line): void {
    if (this.#longLine !== null) {
      this.#longLine = null
      this.start += 1
      return
    }
    let at = this.start + line.byteLength
    if (this.bytes[at] === CR) at += 1
    this.start = at + 1
  }

  /** Nothing may be read after it. */
  close(): void {
    this.#spares.giveBack(this.bytes)
  }

  /** Where the next LF is, or -1. A Buffer's search is many times as fast as a Uint8Array's. */
  #findLf(from: number): number {
    const lf = this.#buffer.indexOf(LF, from)
    return lf < this.end ? lf : -1
  }

  #line(end: number, terminated: boolean): Line {
    const byteLength = end - this.start
    const shown = byteLength > MAX_LINE_BYTES ? MAX_RAW_BYTES : byteLength
    return {
      byteOffset: this.origin + this.start,
      byteLength,
      bytes: this.bytes.subarray(this.start, this.start + shown),
      trailingNuls: terminated ? 0 : trailingNuls(this.bytes.subarray(this.start, end)),
      terminated,
    }
  }

  #beginLongLine(): LongLine {
    const longLine = {
      byteOffset: this.origin + this.start,
      head: this.bytes.slice(this.start, this.start + MAX_RAW_BYTES),
      byteLength: this.end - this.start,
      lastByte: this.bytes[this.end - 1] ?? 0,
      trailingNuls: trailingNuls(this.bytes.subarray(this.start, this.end)),
    }
    this.#longLine = longLine
    this.start = this.end
    return longLine
  }

  #frameLongLine(longLine: LongLine): Line | 'later' {
    const patience = this.readTo + PATIENCE_BYTES
    for (;;) {
      const lf = this.#findLf(this.start)
      const end = lf === -1 ? this.end : lf
      if (end > this.start) {
        const nuls = trailingNuls(this.bytes.subarray(this.start, end))
        longLine.trailingNuls = nuls === end - this.start ? longLine.trailingNuls + nuls : nuls
        longLine.byteLength += end - this.start
        longLine.lastByte = this.bytes[end - 1] ?? 0
        this.start = end
      }
      if (lf !== -1) return longLineOf(longLine, true)
      if (this.readTo >= patience) return 'later'
      if (!this.#fill()) return longLineOf(longLine, false)
    }
  }

  /** Reads up to the end of the current hash block. Returns false at the present end of file. */
  #fill(): boolean {
    this.fills += 1
    const position = this.readTo
    const wanted = this.#blockBytes - (position % this.#blockBytes)
    this.#makeRoom(wanted)
    const read = this.#file.read(this.bytes, this.end, wanted, position)
    this.#hash.update(position, this.bytes.subarray(this.end, this.end + read))
    this.end += read
    this.bytes[this.end] = 0
    return read > 0
  }

  /** Moves what is not consumed to the front, and grows until `wanted` bytes and the 0 fit behind it. */
  #makeRoom(wanted: number): void {
    const kept = this.end - this.start
    const needed = kept + wanted + 1
    if (needed > this.bytes.length) {
      const most = MAX_LINE_BYTES + 3 + wanted
      const grown = new Uint8Array(Math.max(needed, Math.min(this.bytes.length * 2, most)))
      grown.set(this.bytes.subarray(this.start, this.end))
      this.bytes = grown
      this.#buffer = Buffer.from(grown.buffer)
    } else if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end)
    }
    this.origin += this.start
    this.start = 0
    this.end = kept
  }
}

function longLineOf(longLine: LongLine, terminated: boolean): Line {
  const hasCr = terminated && longLine.lastByte === CR
  return {
    byteOffset: longLine.byteOffset,
    byteLength: hasCr ? longLine.byteLength - 1 : longLine.byteLength,
    bytes: longLine.head,
    trailingNuls: terminated ? 0 : longLine.trailingNuls,
    terminated,
  }
}
