import { countText } from '#shared/numbers'
import type { Definition } from '#shared/telemetry/definition'
import {
  BLOCK_BYTES,
  MAX_LINE_BYTES,
  MAX_RAW_BYTES,
  type Chunk,
  type OpenBlock,
} from '../../record/chunk'
import { FileFailureError } from './failure'
import type { FileHead } from '../../record/fileHead'
import { sameIdentity, type FileIdentity } from '../../record/identity'
import { blockOfLine, linesOfBlock } from '../../record/blocks'
import { makeRollup } from '../../record/rollup'
import { makeStatusRollup } from '../../record/statusRollup'
import { BlockHash } from './blockHash'
import { ErrorBuilder } from './errorBuilder'
import { fingerprintOf } from './fingerprint'
import type { LineReader } from './formats/format'
import { formatOf } from './formats/formats'
import { Findings, type FoundBefore } from './findings'
import { columnsOf, stateColumnsOf, wordNamesOf, type StateColumn } from '../../record/layout'
import { wordsText } from '../../record/wordsText'
import { bytesBefore } from './head'
import { lookAtLastLine } from './lastLine'
import { lineIssues } from './lineIssues'
import { LineWindow, type Line } from './lineWindow'
import { PackageFile } from './packageFile'
import { recognise, usualKnowledge, type Recognised } from './recognise'
import { RecordBuilder } from './recordBuilder'
import type { RecordValues } from './recordFields'
import { siteOf } from './site'
import { SpareBuffers } from './spareBuffers'

/** A chunk is closed when it holds this much of bad lines. */
const MAX_ERROR_BYTES = 4 * 1024 * 1024
/** A chunk has no more lines than records with so many values: 2 MiB. */
const MAX_VALUES = 256 * 1024
const MIN_CAPACITY = 64
/** A line's number has 32 bits, in its row's id and in a chunk's columns. */
const LAST_LINE = 2 ** 32 - 1

/** A chunk of so many lines or more ends where a block of the rollup does. */
const CUT_AT_BLOCKS = 1_000

/** Where a former reading of the file was safely stored, from its last chunk. */
export interface ReadFrom extends FoundBefore {
  /** `nextByte` and `nextLine` of the last chunk that was stored. */
  readonly byte: number
  readonly line: number
  /** Digests of the file's first whole blocks, as all chunks so far gave them. */
  readonly blockHashes: Uint8Array
  /** Of the last chunk; null also where a version before did not keep it. */
  readonly openBlock: OpenBlock | null
}

/** How to read, where tests ask for something else than usual. */
export interface ReadingWays {
  /** The size of hash blocks and of single reads. */
  readonly blockBytes: number
  /** False sends every line the exact way. */
  readonly scans: boolean
  /** Where fewer bytes are left, their lines go the exact way, too; 0 where absent. */
  readonly fewestToScan?: number
  /** A last line that is cut is not read: its rest is waited for. */
  readonly leavesCut?: boolean
}

/** Making the compiled code ready for a file takes longer than so many bytes the exact way. */
const FEWEST_TO_SCAN = 4_096

export const usualWays: ReadingWays = {
  blockBytes: BLOCK_BYTES,
  scans: true,
  fewestToScan: FEWEST_TO_SCAN,
}

/** Where reading stopped before a last line that is cut. */
export interface CutAt {
  readonly byte: number
  readonly line: number
  /** The fingerprint of all bytes before it. */
  readonly fingerprint: string
}

type LineCounts = { -readonly [K in 'skippedLines' | 'otherRecords']: Chunk[K] }
type End = { -readonly [K in 'atEnd' | 'isCut' | 'openLine']: Chunk[K] }

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
  /** How many bytes of text the fingerprint is of. */
  readonly textBytes: number
  /** The last line, which was left because it is cut; null when everything was read. */
  readonly cut: CutAt | null
}

/**
 * Reads one package from its first line to its present end, in chunks. Memory is bounded whatever the
 * file holds. Synchronous: made for a worker thread. Every method may throw FileFailureError.
 */
export class PackageReader {
  readonly identity: FileIdentity
  readonly definition: Definition
  readonly head: FileHead
  /** The ground station that the file says it came from; null where it does not. */
  readonly site: string | null
  readonly #file: PackageFile
  readonly #columns: number
  readonly #wordNames: readonly string[]
  readonly #ways: ReadingWays
  readonly #spares: SpareBuffers
  /** The file as it was before its first byte was read; null where an earlier run read the beginning. */
  readonly #since: FileIdentity | null
  readonly #hash: BlockHash
  readonly #window: LineWindow
  readonly #states: readonly StateColumn[]
  readonly #findings: Findings
  readonly #reader: LineReader
  readonly #errors = new ErrorBuilder()
  #line = 1
  /** Where the line begins that was left because it is cut. */
  #cutByte: number | null = null
  #lastWords: readonly (string | null)[] = []
  #lastText = '{}'

  private constructor(
    file: PackageFile,
    { head, definition, startUs }: Recognised,
    from: ReadFrom | null,
    ways: ReadingWays,
    spares: SpareBuffers,
  ) {
    this.#file = file
    this.#spares = spares
    this.identity = head.identity
    this.definition = definition
    this.site = siteOf(head, definition)
    const stored = columnsOf(definition)
    this.#columns = stored.length
    this.#states = stateColumnsOf(stored)
    this.#wordNames = wordNamesOf(definition)
    this.#since = from === null ? this.identity : null
    this.#ways = ways
    this.#findings = new Findings(definition, from)
    this.#reader = formatOf(definition).open(head, definition, this.#findings, startUs)
    const { columns, firstLine } = this.#reader
    this.head = { bytes: bytesBefore(head, firstLine), columns, startUs }
    this.#hash = new BlockHash(ways.blockBytes, from?.blockHashes, from?.openBlock)
    const start = from === null || this.#isAtStart(from) ? 0 : from.byte
    this.#window = new LineWindow(file, this.#hash, ways.blockBytes, start, spares)
    if (from !== null) this.#resume(from)
  }

  /**
   * Opens a package and finds out its satellite type. Failures: empty_file, invalid_header,
   * unknown_satellite_type, ambiguous_type, needs_start, unreadable, and changed_while_reading when
   * the file is shorter than where reading is to go on; a CutHeaderError where cut lines are left and
   * what says the type is one. Takes its buffer from `spares` until it is closed.
   */
  static open(
    path: string,
    from: ReadFrom | null,
    ways = usualWays,
    spares = new SpareBuffers(),
    knowledge = usualKnowledge,
  ): PackageReader {
    const file = PackageFile.open(path)
    try {
      const recognised = recognise(file, path, knowledge, ways.leavesCut ?? false)
      return new PackageReader(file, recognised, from, ways, spares)
    } catch (error) {
      file.close()
      throw error
    }
  }

  /** About how many bytes of text it has. */
  get textBytes(): number {
    return this.#file.sizeHint()
  }

  get satelliteType(): string {
    return this.definition.type
  }

  /**
   * Reads on until `mostLines` lines (records, bad and blank ones), or a bounded amount of values, of
   * bad lines or of words, or the present end of the file. A chunk may be empty: at the end of a file, and while
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
    const { firstLine } = this.#reader
    const wanted = Math.min(mostLines, Math.ceil(MAX_VALUES / Math.max(1, this.#columns)))
    const maxLines = wholeBlocks(Math.max(firstLine, this.#line), wanted)
    const bytesAhead = Math.max(0, this.#file.size() - this.#window.byteOffset)
    const scans = this.#ways.scans && bytesAhead >= (this.#ways.fewestToScan ?? 0)
    const records = new RecordBuilder(this.#capacity(maxLines, bytesAhead), this.#columns)
    const counts = { skippedLines: 0, otherRecords: 0 }
    const end: End = { atEnd: false, isCut: false, openLine: null }
    let lines = 0
    this.#cutByte = null
    while (lines < maxLines && !records.isFull && this.#errors.gatheredBytes < MAX_ERROR_BYTES) {
      if (scans && this.#line >= firstLine && this.#window.isAtLineStart) {
        const most = Math.min(maxLines - lines, LAST_LINE + 1 - this.#line)
        const taken = this.#reader.scan(this.#window, records, this.#line, most)
        lines += taken
        this.#line += taken
        if (lines === maxLines || records.isFull) break
      }
      let line = this.#window.frame()
      if (line === 'later') break
      if (line === null) {
        end.atEnd = true
        break
      }
      const isHead = this.#line < firstLine
      if (!line.terminated) {
        if (lines > 0) break
        end.atEnd = true
        const last = lookAtLastLine(line, (bytes) => this.#reader.isWhole(bytes))
        end.isCut = last.isCut && (!isHead || line.trailingNuls > 0)
        if (end.isCut && !isHead && this.#ways.leavesCut === true) {
          this.#cutByte = line.byteOffset
          break
        }
        line = last.text
      }
      if (this.#line > LAST_LINE) throw tooManyLines()
      if (isHead) {
        this.#checkHead(line)
        if (!line.terminated) return this.#closeInHead(records, counts, end, line)
        if (this.#reader.headKind(this.#line) === 'skipped') counts.skippedLines += 1
      } else {
        lines += 1
        const verdict = this.#judge(line, records)
        if (verdict === 'blank') counts.skippedLines += 1
        if (verdict === 'other') counts.otherRecords += 1
        if (!line.terminated) end.openLine = 'line'
      }
      if (!line.terminated) break
      this.#window.consume(line)
      this.#line += 1
    }
    if (this.#hash.isAnother) throw anotherBeginning()
    return this.#close(records, counts, end, this.#window.byteOffset, this.#line)
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
    const grown = this.#file.size() > this.#window.readTo
    const cutByte = this.#cutByte
    const readBytes = cutByte ?? this.#window.readTo
    const read = cutByte === null ? this.#hash.fingerprint() : this.#beginning(cutByte)
    // What an earlier run read of it is compared too, block by block: a second disk may have made up
    // the same inode and times for another file.
    const settled = grown || (this.#since !== null && sameIdentity(identity, this.#since))
    const changed =
      read === null ||
      this.#hash.isExpecting ||
      this.#file.size() < readBytes ||
      (!settled && this.#fingerprintNow(readBytes) !== read)
    const fingerprint = read ?? ''
    const cut = cutByte === null ? null : { byte: cutByte, line: this.#line, fingerprint }
    return { fingerprint, identity, grown, changed, textBytes: readBytes, cut }
  }

  /** A line's own bytes, at most MAX_RAW_BYTES of them. */
  rawLine(byteOffset: number, byteLength: number): Uint8Array {
    const raw = new Uint8Array(Math.min(byteLength, MAX_RAW_BYTES))
    const read = this.#file.read(raw, 0, raw.length, byteOffset)
    return raw.subarray(0, read)
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

  /**
   * A header may have been the whole file, without its LF: then line 2 begins behind that LF, and
   * line 1 is looked at again.
   */
  #isAtStart({ line }: ReadFrom): boolean {
    const { firstLine } = this.#reader
    return line <= 1 || (line === 2 && firstLine > 1 && this.#reader.headKind(1) === 'head')
  }

  #resume(from: ReadFrom): void {
    if (this.#isAtStart(from)) return
    if (!this.#window.skipTo(from.byte)) {
      throw new FileFailureError(
        'changed_while_reading',
        `The file is shorter than before: reading was to go on at byte ${from.byte}. ` +
          'Import it again from its start.',
      )
    }
    this.#line = from.line
  }

  #capacity(maxLines: number, bytesAhead: number): number {
    // A chunk's columns need no more rows than that.
    const mostRecords = Math.ceil(bytesAhead / this.#reader.fewestBytes)
    return Math.min(maxLines, Math.max(MIN_CAPACITY, mostRecords))
  }

  /** Lines before the first record were read when the file was opened; they must still say the same. */
  #checkHead(line: Line): void {
    if (this.#reader.isSameHead(line.bytes, this.#line)) return
    throw new FileFailureError(
      'changed_while_reading',
      'The header changed while the file was read. Import the file again from its start.',
    )
  }

  /** The file ends in a line before its first record, which whoever goes on looks at again. */
  #closeInHead(records: RecordBuilder, counts: LineCounts, end: End, line: Line): Chunk {
    if (end.isCut) end.openLine = 'head'
    return this.#line === 1 && this.#reader.headKind(1) === 'head'
      ? this.#close(records, counts, end, line.byteLength, 2)
      : this.#close(records, counts, end, line.byteOffset, this.#line)
  }

  #judge(line: Line, records: RecordBuilder): 'record' | 'bad' | 'blank' | 'other' {
    if (line.byteLength > MAX_LINE_BYTES) {
      this.#errors.add(this.#line, line, lineIssues.tooLong)
      return 'bad'
    }
    const verdict = this.#reader.judge(line.bytes, this.#line)
    if (typeof verdict === 'string') return verdict
    if (verdict.issues !== null) {
      this.#errors.add(this.#line, line, verdict.issues)
      return 'bad'
    }
    this.#addRecord(line, verdict.values, records)
    return 'record'
  }

  #addRecord(line: Line, values: RecordValues, records: RecordBuilder): void {
    const text = this.#textOf(values.words)
    records.add(this.#line, values, text, line.byteOffset, line.byteLength)
  }

  /** What a record says in words, which is mostly what the one before said. */
  #textOf(words: readonly (string | null)[]): string {
    if (words.some((word, i) => word !== this.#lastWords[i])) {
      this.#lastWords = words
      this.#lastText = wordsText(this.#wordNames, words)
    }
    return this.#lastText
  }

  #close(
    builder: RecordBuilder,
    counts: LineCounts,
    end: End,
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
      statuses: makeStatusRollup(records, this.#states),
      states: this.#states,
      errors: this.#errors.take(),
      ...counts,
      ...this.#findings.take(),
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
