import type { InboxFilter } from '#shared/inbox/filter'
import type { LineErrorStatus } from '#shared/lineErrors'
import type { ErrorExport, ErrorFormat } from '#shared/inbox/exports'
import { printableJson } from '#shared/printable'
import { csvLine } from '../../csv'
import { fileById, type StoredFile } from '../../database/files'
import type { ReadDb } from '../../database/handles'
import type { FaultBook } from '../../database/inbox/faultBook'
import { eachIdBatch, filteredParts } from '../../database/inbox/lineIds'
import { rawLines, type RawLine } from '../../database/inbox/rawLines'
import { lineId } from '../../database/lineId'
import { PackageFile } from '../reader/packageFile'
import { ExportFile } from './exportFile'
import { rawText } from './rawText'
import { findSource } from './sourceFile'
import type { Progress, Task } from './task'
import { wholeLine } from './wholeLine'

const LINES_PER_READ = 200

export interface ErrorExportRequest {
  readonly filter: InboxFilter
  readonly format: ErrorFormat
  /** Where the file is to be; one that is there is replaced. */
  readonly path: string
  readonly archiveFolder: string | null
}

const CSV_COLUMNS = [
  'file',
  'line',
  'byte_offset',
  'satellite_type',
  'status',
  'code',
  'fields',
  'messages',
  'raw',
  'raw_bytes',
  'truncated',
]

/**
 * Writes the bad lines of a filter to a file. NDJSON has the columns of `line_errors` as its keys and
 * the whole line in base64, read from the source where the database keeps only its beginning; a line
 * whose rest is nowhere to be had says `truncated`. CSV is for people: text, and never more of a line
 * than the database keeps.
 */
export class ExportErrors implements Task<ErrorExport> {
  readonly #db: ReadDb
  readonly #faults: FaultBook
  readonly #request: ErrorExportRequest
  readonly #out: ExportFile
  readonly #total: number
  readonly #statuses: readonly LineErrorStatus[]
  readonly #batches: Iterator<readonly bigint[]>
  /** Sources by file id; null where there is none. One is open at a time. */
  #source: { readonly fileId: number; readonly open: PackageFile | null } | null = null
  #file: StoredFile | null = null
  /** What was read and not written yet, last line first. */
  #read: RawLine[] = []
  /** What is still to be written of the current line. */
  #pieces: Iterator<string> = [].values()
  #lines = 0
  #truncated = 0

  constructor(db: ReadDb, faults: FaultBook, request: ErrorExportRequest) {
    this.#db = db
    this.#faults = faults
    this.#request = request
    const filtered = filteredParts(db, faults, request.filter)
    this.#total = filtered.total
    this.#statuses = filtered.statuses
    this.#batches = inReads(eachIdBatch(db, filtered))
    this.#out = new ExportFile(request.path)
    if (request.format === 'csv') this.#out.write(`${csvLine(CSV_COLUMNS)}\n`)
  }

  get progress(): Progress {
    return { done: this.#lines, total: this.#total, found: 0 }
  }

  async step(until: number): Promise<ErrorExport | null> {
    do {
      const piece = this.#pieces.next()
      if (piece.done !== true) {
        this.#out.write(piece.value)
        continue
      }
      const line = this.#nextLine()
      if (line === null) {
        this.#out.finish()
        const { name, bytes } = this.#out
        return { name, lines: this.#lines, bytes, truncated: this.#truncated }
      }
      this.#pieces = this.#request.format === 'csv' ? this.#csv(line) : await this.#ndjson(line)
      this.#lines += 1
    } while (performance.now() < until)
    return null
  }

  close(): void {
    this.#source?.open?.close()
    this.#source = null
    this.#out.close()
  }

  #nextLine(): RawLine | null {
    while (this.#read.length === 0) {
      const next = this.#batches.next()
      if (next.done === true) return null
      this.#read = rawLines(this.#db, next.value)
        .filter(({ status }) => this.#statuses.includes(status))
        .toReversed()
    }
    return this.#read.pop() ?? null
  }

  *#csv(line: RawLine): Generator<string> {
    const file = this.#fileOf(line)
    const { code, issues, fields } = this.#faults.get(line.fault)
    const truncated = line.raw.length < line.rawBytes
    if (truncated) this.#truncated += 1
    yield `${csvLine([
      file.name,
      line.line,
      line.byteOffset,
      file.satelliteType,
      line.status,
      code,
      fields.join(' '),
      issues.map(({ message }) => message).join('; '),
      rawText(line.raw),
      line.rawBytes,
      truncated ? 'truncated' : '',
    ])}\n`
  }

  async #ndjson(line: RawLine): Promise<Generator<string>> {
    const file = this.#fileOf(line)
    const { code, issues } = this.#faults.get(line.fault)
    const isPart = line.raw.length < line.rawBytes
    const source = isPart ? await this.#sourceOf(file) : null
    const whole = source === null ? null : wholeLine(source, line)
    const truncated = isPart && whole === null
    if (truncated) this.#truncated += 1
    const head = JSON.stringify({
      id: Number(lineId(file.id, line.line)),
      file_id: file.id,
      file: file.name,
      satellite_type: file.satelliteType,
      line: line.line,
      byte_offset: line.byteOffset,
      code,
      issues,
      status: line.status,
      raw_bytes: line.rawBytes,
      truncated,
    })
    return withRaw(printableJson(head), whole ?? [line.raw])
  }

  #fileOf({ fileId }: RawLine): StoredFile {
    if (this.#file?.id !== fileId) this.#file = fileById(this.#db, fileId)
    if (this.#file === null) throw new Error(`There is no package #${fileId} any more.`)
    return this.#file
  }

  async #sourceOf(file: StoredFile): Promise<PackageFile | null> {
    if (this.#source?.fileId !== file.id) {
      this.#source?.open?.close()
      const found = await findSource(file, this.#request.archiveFolder)
      this.#source = { fileId: file.id, open: found === null ? null : openSource(found.path) }
    }
    return this.#source.open
  }
}

/** The object with the line's bytes: pieces of multiples of three give the base64 of the whole. */
function* withRaw(head: string, pieces: Iterable<Uint8Array>): Generator<string> {
  yield `${head.slice(0, -1)},"raw":"`
  for (const piece of pieces) yield Buffer.from(piece).toString('base64')
  yield '"}\n'
}

function openSource(path: string): PackageFile | null {
  try {
    return PackageFile.open(path)
  } catch {
    return null
  }
}

function* inReads(batches: Iterable<readonly bigint[]>): Generator<readonly bigint[]> {
  for (const ids of batches) {
    for (let at = 0; at < ids.length; at += LINES_PER_READ) {
      yield ids.slice(at, at + LINES_PER_READ)
    }
  }
}
