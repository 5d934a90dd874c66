import { countText } from '#shared/numbers'
import { channelNames, type SatelliteDefinition } from '#shared/satellites/definition'
import {
  BLOCK_BYTES,
  MAX_LINE_BYTES,
  MAX_RAW_BYTES,
  type Chunk,
  type OpenBlock,
} from '../../record/chunk'
import { FileFailureError } from '../failure'
import { sameIdentity, type FileIdentity } from '../../record/identity'
import { blockOfLine, linesOfBlock } from '../../record/blocks'
import { makeRollup } from '../../record/rollup'
import { makeStatusRollup } from '../../record/statusRollup'
import { BlockHash } from './blockHash'
import { ErrorBuilder } from './errorBuilder'
import { fingerprintOf } from './fingerprint'
import { fittingTypes } from './fittingTypes'
import { parseHeader, readHeader } from './header'
import { instrumentText } from './instrumentText'
import { isBlank, lookAtLastLine } from './lastLine'
import { lineIssues } from './lineIssues'
import { LineParser, type RecordValues } from './lineParser'
import { LineScanner } from './lineScanner'
import { LineWindow, type Line } from './lineWindow'
import { PackageFile } from './packageFile'
import { RecordBuilder } from './recordBuilder'
import { SpareBuffers } from './spareBuffers'
import { TextNumbers } from './textNumbers'
import { UnknownKeys } from './unknownKeys'

/** A chunk is closed when it holds this much of bad lines. */
const MAX_ERROR_BYTES = 4 * 1024 * 1024
/** No record is shorter than this, so a chunk's columns need no more rows than that. */
const SHORTEST_RECORD_BYTES = 40
const MIN_CAPACITY = 64
/** A line's number has 32 bits, in its row's id and in a chunk's columns. */
const LAST_LINE = 2 ** 32 - 1
/** The first line behind the header. */
const FIRST_LINE = 2

/** A chunk of so many lines or more ends where a block of the rollup does. */
const CUT_AT_BLOCKS = 2_000

/** Where a former reading of the file was safely stored, from its last chunk. */
export interface ReadFrom {
  /** `nextByte` and `nextLine` of the last chunk that was stored. */
  readonly byte: number
  readonly line: number
  /** Digests of the file's first whole blocks, as all chunks so far gave them. */
  readonly blockHashes: Uint8Array
  /** Of the last chunk; null also where a version before did not keep it. */
  readonly openBlock: OpenBlock | null
  /** The unknown keys that are stored by name. */
  readonly unknownKeys: readonly string[]
}

/** How to read, where tests ask for something else than usual. */
export interface ReadingWays {
  /** The size of hash blocks and of single reads. */
  readonly blockBytes: number
  /** False sends every line the exact way. */
  readonly scans: boolean
  /** A last line that is cut is not read: its rest is waited for. */
  readonly leavesCut?: boolean
}

export const usualWays: ReadingWays = { blockBytes: BLOCK_BYTES, scans: true }

/** Where reading stopped before a last line that is cut. */
export interface CutAt {
  readonly byte: number
  readonly line: number
  /** The fingerprint of all bytes before it. */
  readonly fingerprint: string
}

/** What `finish` found out about the file. */
export interface FileEnd {
  /** SHA-256, in hex, over the SHA-256 digests of the blocks of all that was read. */
  readonly fingerprint: string
  /** Taken before anything was compared, so that a later change shows against it. */
  readonly identity: FileIdentity
  /** The file is longer now than what was read. */
  readonly grown: boolean
  /** What was read is no longer what the file holds there; a file that grew is not compared yet. */
  readonly changed: boolean
  /** The last line, which was left because it is cut; null when everything was read. */
  readonly cut: CutAt | null
}

/**
 * Reads one package from its header to its present end, in chunks. Memory is bounded whatever the
 * file holds. Synchronous: made for a worker thread. Every method may throw FileFailureError.
 */
export class PackageReader {
  readonly identity: FileIdentity
  readonly #file: PackageFile
  readonly #definition: SatelliteDefinition
  readonly #ways: ReadingWays
  readonly #spares: SpareBuffers
  /** The file as it was before its first byte was read; null where an earlier run read the beginning. */
  readonly #since: FileIdentity | null
  readonly #hash: BlockHash
  readonly #window: LineWindow
  readonly #unknownKeys: UnknownKeys
  readonly #parser: LineParser
  readonly #scanner: LineScanner
  readonly #textNumbers = new TextNumbers()
  readonly #errors = new ErrorBuilder()
  #line = 1
  /** Where the line begins that was left because it is cut. */
  #cutByte: number | null = null
  #lastWords: readonly string[] = []
  #lastText = '{}'

  private constructor(
    file: PackageFile,
    from: ReadFrom | null,
    ways: ReadingWays,
    spares: SpareBuffers,
  ) {
    this.#file = file
    this.#spares = spares
    this.identity = file.identity()
    this.#since = from === null ? this.identity : null
    this.#definition = readHeader(file, ways.leavesCut ?? false)
    this.#ways = ways
    this.#hash = new BlockHash(ways.blockBytes, from?.blockHashes, from?.openBlock)
    const start = from === null || from.line <= FIRST_LINE ? 0 : from.byte
    this.#window = new LineWindow(file, this.#hash, ways.blockBytes, start, spares)
    this.#unknownKeys = new UnknownKeys(from?.unknownKeys)
    this.#parser = new LineParser(this.#definition, this.#unknownKeys, this.#textNumbers)
    this.#scanner = new LineScanner(this.#definition, this.#unknownKeys, this.#textNumbers)
    if (from !== null) this.#resume(from)
  }

  /**
   * Opens a package and learns its satellite type from line 1. Failures: empty_file,
   * invalid_header, unknown_satellite_type, unreadable, and changed_while_reading when the file is
   * shorter than where reading is to go on; a CutHeaderError where cut lines are left and line 1 is
   * one. Takes its buffer from `spares` until it is closed.
   */
  static open(
    path: string,
    from: ReadFrom | null,
    ways = usualWays,
    spares = new SpareBuffers(),
  ): PackageReader {
    const file = PackageFile.open(path)
    try {
      return new PackageReader(file, from, ways, spares)
    } catch (error) {
      file.close()
      throw error
    }
  }

  get satelliteType(): string {
    return this.#definition.type
  }

  /**
   * Reads on until `mostLines` lines (records, bad and blank ones), or a bounded amount of bad lines
   * or of words, or the present end of the file. A chunk may be empty: at the end of a file, and while
   * one endless line is read. Of many lines it takes a few less where that ends it between two blocks
   * of the rollup, so that their sums are the same wherever reading began.
   *
   * A last line that no LF ends is read like any other, in a chunk of its own, whose `nextByte` and
   * `nextLine` point at that line's **start**: it is only finished when an LF follows, so whoever
   * goes on from there reads it again and has to forget what was stored from `nextLine` on, with
   * that chunk's counts. As long as the file does not grow, `next` gives the same chunk again. NUL
   * bytes at its end cost at most this line. Where cut lines are left, one that is cut is in no
   * chunk, and `finish` tells of it.
   */
  next(mostLines: number): Chunk {
    const maxLines = wholeBlocks(Math.max(FIRST_LINE, this.#line), mostLines)
    const records = new RecordBuilder(this.#capacity(maxLines), channelNames.length)
    let skippedLines = 0
    let atEnd = false
    let isCut = false
    let lines = 0
    this.#cutByte = null
    while (lines < maxLines && !records.isFull && this.#errors.gatheredBytes < MAX_ERROR_BYTES) {
      if (this.#ways.scans && this.#line > 1 && this.#window.isAtLineStart) {
        const most = Math.min(maxLines - lines, LAST_LINE + 1 - this.#line)
        const taken = this.#scanner.scan(this.#window, records, this.#line, most)
        lines += taken
        this.#line += taken
        if (lines === maxLines || records.isFull) break
      }
      let line = this.#window.frame()
      if (line === 'later') break
      if (line === null) {
        atEnd = true
        break
      }
      if (!line.terminated) {
        if (lines > 0) break
        atEnd = true
        const last = lookAtLastLine(line)
        isCut = last.isCut && (this.#line > 1 || line.trailingNuls > 0)
        if (isCut && this.#line > 1 && this.#ways.leavesCut === true) {
          this.#cutByte = line.byteOffset
          break
        }
        line = last.text
      }
      if (this.#line > LAST_LINE) throw tooManyLines()
      if (this.#line === 1) {
        this.#checkHeader(line)
        if (!line.terminated) {
          return this.#close(records, 0, { atEnd: true, isCut }, line.byteLength, 2)
        }
      } else {
        lines += 1
        if (isBlankLine(line)) skippedLines += 1
        else this.#judge(line, records)
      }
      if (!line.terminated) break
      this.#window.consume(line)
      this.#line += 1
    }
    if (this.#hash.isAnother) throw anotherBeginning()
    return this.#close(records, skippedLines, { atEnd, isCut }, this.#window.byteOffset, this.#line)
  }

  /** The fingerprint of what the open file holds now, or of its first bytes, whatever was read of it. */
  fingerprint(firstBytes = Number.MAX_SAFE_INTEGER): {
    fingerprint: string
    identity: FileIdentity
  } {
    const identity = this.#file.identity()
    return { fingerprint: this.#fingerprintNow(firstBytes), identity }
  }

  /**
   * After a chunk with `atEnd`: the fingerprint of what was read, and whether that still holds. A
   * file that grew is to be read on with `next`; it is compared, whole, when it has ended. Of one
   * whose last line is cut only what is before that line has to hold.
   */
  finish(): FileEnd {
    const identity = this.#file.identity()
    const grown = identity.sizeBytes > this.#window.readTo
    const cutByte = this.#cutByte
    const readBytes = cutByte ?? this.#window.readTo
    const read = cutByte === null ? this.#hash.fingerprint() : this.#beginning(cutByte)
    // What an earlier run read of it is compared too, block by block: a second disk may have made up
    // the same inode and times for another file.
    const settled = grown || (this.#since !== null && sameIdentity(identity, this.#since))
    const changed =
      read === null ||
      this.#hash.isExpecting ||
      identity.sizeBytes < readBytes ||
      (!settled && this.#fingerprintNow(readBytes) !== read)
    const fingerprint = read ?? ''
    const cut = cutByte === null ? null : { byte: cutByte, line: this.#line, fingerprint }
    return { fingerprint, identity, grown, changed, cut }
  }

  /** A line's own bytes, at most MAX_RAW_BYTES of them. */
  rawLine(byteOffset: number, byteLength: number): Uint8Array {
    const raw = new Uint8Array(Math.min(byteLength, MAX_RAW_BYTES))
    const read = this.#file.read(raw, 0, raw.length, byteOffset)
    return raw.subarray(0, read)
  }

  /** Which other satellite types its first lines fit, the best one first. */
  fittingTypes(): string[] {
    return fittingTypes(this.#file, this.#definition.type)
  }

  close(): void {
    this.#window.close()
    this.#file.close()
  }

  /** The fingerprint of what was read before `end`; null when the block it ends in has changed. */
  #beginning(end: number): string | null {
    return this.#withBlock(end, (block) => this.#hash.beginning(end, block))
  }

  /** Of a cut line it is not said what its rest will be, so what was read of it does not count. */
  #openBlock(nextByte: number): OpenBlock | null {
    if (this.#cutByte === null) return this.#hash.openBlock(nextByte)
    return this.#withBlock(nextByte, (block) => this.#hash.openBefore(nextByte, block))
  }

  /** Gives the block that a byte lies in as it is now, as far as it was read. */
  #withBlock<T>(byte: number, use: (block: Uint8Array) => T): T {
    const { blockBytes } = this.#ways
    const start = Math.floor(byte / blockBytes) * blockBytes
    const length = Math.min(blockBytes, this.#window.readTo - start)
    const block = this.#spares.take(length)
    let read = 0
    while (read < length) {
      const more = this.#file.read(block, read, length - read, start + read)
      if (more === 0) break
      read += more
    }
    const used = use(block.subarray(0, read))
    this.#spares.giveBack(block)
    return used
  }

  #fingerprintNow(bytes: number): string {
    return fingerprintOf(this.#file, bytes, this.#ways.blockBytes, this.#spares)
  }

  #resume(from: ReadFrom): void {
    // A header may have been the whole file, without its LF: then line 2 begins behind that LF.
    if (from.line <= FIRST_LINE) return
    if (!this.#window.skipTo(from.byte)) {
      throw new FileFailureError(
        'changed_while_reading',
        `The file is shorter than before: reading was to go on at byte ${from.byte}. ` +
          'Import it again from its start.',
      )
    }
    this.#line = from.line
  }

  #capacity(maxLines: number): number {
    const bytesAhead = this.#file.identity().sizeBytes - this.#window.byteOffset
    const mostRecords = Math.ceil(Math.max(0, bytesAhead) / SHORTEST_RECORD_BYTES)
    return Math.min(maxLines, Math.max(MIN_CAPACITY, mostRecords))
  }

  /** Line 1 was read when the file was opened; it must still ask for the same type. */
  #checkHeader(line: Line): void {
    if (parseHeader(line.bytes).type !== this.#definition.type) {
      throw new FileFailureError(
        'changed_while_reading',
        'The header changed while the file was read. Import the file again from its start.',
      )
    }
  }

  #judge(line: Line, records: RecordBuilder): void {
    if (line.byteLength > MAX_LINE_BYTES) {
      this.#errors.add(this.#line, line, lineIssues.tooLong)
      return
    }
    const verdict = this.#parser.parse(line.bytes, this.#line)
    if (verdict.issues === null) this.#addRecord(line, verdict.values, records)
    else this.#errors.add(this.#line, line, verdict.issues)
  }

  #addRecord(line: Line, values: RecordValues, records: RecordBuilder): void {
    const text = this.#textOf(values.words)
    records.add(this.#line, values, text, line.byteOffset, line.byteLength)
  }

  /** The instruments' text, which is mostly that of the record before. */
  #textOf(words: readonly string[]): string {
    if (words.some((word, i) => word !== this.#lastWords[i])) {
      this.#lastWords = words
      this.#lastText = instrumentText(this.#definition.instruments, words)
    }
    return this.#lastText
  }

  #close(
    builder: RecordBuilder,
    skippedLines: number,
    end: Pick<Chunk, 'atEnd' | 'isCut'>,
    nextByte: number,
    nextLine: number,
  ): Chunk {
    const { firstBlock, digests } = this.#hash.take()
    const records = builder.columns()
    return {
      nextByte,
      nextLine,
      records,
      rollup: makeRollup(records),
      statuses: makeStatusRollup(records),
      errors: this.#errors.take(),
      skippedLines,
      unknownKeys: this.#unknownKeys.take(),
      textNumbers: this.#textNumbers.take(),
      repeatedValues: this.#parser.takeRepeatedValues(),
      firstBlock,
      blockHashes: digests,
      openBlock: this.#openBlock(nextByte),
      ...end,
    }
  }
}

function anotherBeginning(): FileFailureError {
  return new FileFailureError(
    'changed_while_reading',
    'What lies there is not what was read of it before: it was changed, or another file has its place. What was stored stays. Import it again from its start.',
  )
}

function tooManyLines(): FileFailureError {
  return new FileFailureError(
    'unreadable',
    `It has more than ${countText(LAST_LINE)} lines, and a package can't have more. Split it into smaller files, each with the header as its first line.`,
  )
}

/** How many lines to take from line `first` on, at most `lines`. */
function wholeBlocks(first: number, lines: number): number {
  const isWhole = lines < CUT_AT_BLOCKS || first + lines > LAST_LINE
  return isWhole ? lines : linesOfBlock(blockOfLine(first + lines)).first - first
}

/** Of a line that is too long nobody has seen the rest. */
function isBlankLine(line: Line): boolean {
  return line.byteLength === line.bytes.length && isBlank(line.bytes)
}
