import type { LineIssue } from '#shared/codes'
import type { TableFormat } from '#shared/exports'
import { decodeLine } from '#shared/raw/decode'
import type { LineFormat as Writing } from '#shared/formats/lineFormat'
import { faultPlace } from '#shared/raw/place'
import { fileById, type StoredFile } from '../database/files/files'
import type { ReadDb } from '../database/handles'
import { faultsOf } from '../database/inbox/faultBook'
import { formatOfFile } from '../database/inbox/formatOfFile'
import type { RawLine } from '../database/inbox/rawLines'
import { lineId } from '../database/lines/lineId'
import { findSource } from '../ingest/inbox/sourceFile'
import { PackageFile } from '../ingest/reader/packageFile'
import { rawText } from './rawText'
import { lineFormat, type LineFormat, type Table } from './table'
import { wholeLine } from './wholeLine'

interface BadRow {
  readonly line: RawLine
  readonly file: StoredFile
  readonly issues: readonly LineIssue[]
  readonly code: string
  readonly fields: readonly string[]
  readonly truncated: boolean
  /** How its package writes its lines. */
  readonly writing: Writing
}

const table: Table<BadRow> = {
  columns: [
    { name: 'id', cell: ({ line }) => idOf(line) },
    { name: 'file_id', cell: ({ line }) => line.fileId },
    { name: 'file', cell: ({ file }) => file.name },
    { name: 'line', cell: ({ line }) => line.line },
    { name: 'column', unit: 'characters', cell: columnOf },
    { name: 'byte_offset', unit: 'bytes', cell: ({ line }) => line.byteOffset },
    { name: 'satellite_type', cell: ({ file }) => file.satelliteType },
    { name: 'status', cell: ({ line }) => line.status },
    { name: 'code', cell: ({ code }) => code },
    { name: 'fields', cell: ({ fields }) => fields.join(' ') },
    { name: 'messages', cell: ({ issues }) => issues.map(({ message }) => message).join('; ') },
    { name: 'raw', cell: ({ line }) => rawText(line.raw) },
    { name: 'raw_bytes', unit: 'bytes', cell: ({ line }) => line.rawBytes },
    { name: 'truncated', cell: ({ truncated }) => (truncated ? 'truncated' : '') },
  ],
  object: (row) => ({
    id: idOf(row.line),
    file_id: row.line.fileId,
    file: row.file.name,
    satellite_type: row.file.satelliteType,
    line: row.line.line,
    column: columnOf(row),
    byte_offset: row.line.byteOffset,
    code: row.code,
    issues: row.issues,
    status: row.line.status,
    raw_bytes: row.line.rawBytes,
    truncated: row.truncated,
  }),
}

/**
 * Bad lines as the lines of a file. NDJSON has the columns of `line_errors` as its keys and the whole
 * line in base64, read from the source where the database keeps only its beginning; a line whose rest
 * is nowhere to be had says `truncated`. CSV is for people: text, and never more of a line than the
 * database keeps.
 */
export class BadLineRows {
  readonly header: string | null
  /** Lines so far of which only the beginning could be had. */
  truncated = 0
  readonly #db: ReadDb
  readonly #archiveFolders: readonly string[]
  readonly #format: LineFormat<BadRow>
  readonly #hasRaw: boolean
  /** Sources by file id; null where there is none. One is open at a time. */
  #source: { readonly fileId: number; readonly open: PackageFile | null } | null = null
  #file: StoredFile | null = null

  constructor(db: ReadDb, format: TableFormat, archiveFolders: readonly string[]) {
    this.#db = db
    this.#archiveFolders = archiveFolders
    this.#format = lineFormat(table, format)
    this.#hasRaw = format === 'ndjson'
    this.header = this.#format.header
  }

  /** A line in pieces, because it may be long; its line end is the caller's. */
  async piecesOf(line: RawLine): Promise<Iterable<string>> {
    const file = this.#fileOf(line)
    const { code, issues, fields } = faultsOf(this.#db).get(line.fault)
    const isPart = line.raw.length < line.rawBytes
    const source = isPart && this.#hasRaw ? await this.#sourceOf(file) : null
    const whole = source === null ? null : wholeLine(source, line)
    const truncated = isPart && whole === null
    if (truncated) this.truncated += 1
    const writing = formatOfFile(this.#db, line.fileId)
    const text = this.#format.line({ line, file, issues, code, fields, truncated, writing })
    return this.#hasRaw ? withRaw(text, whole ?? [line.raw]) : [text]
  }

  close(): void {
    this.#source?.open?.close()
    this.#source = null
  }

  #fileOf({ fileId }: RawLine): StoredFile {
    if (this.#file?.id !== fileId) this.#file = fileById(this.#db, fileId)
    if (this.#file === null) throw new Error(`There is no package #${fileId} any more.`)
    return this.#file
  }

  async #sourceOf(file: StoredFile): Promise<PackageFile | null> {
    if (this.#source?.fileId !== file.id) {
      this.#source?.open?.close()
      const found = await findSource(file, this.#archiveFolders)
      this.#source = { fileId: file.id, open: found === null ? null : openSource(found.path) }
    }
    return this.#source.open
  }
}

/** The object with the line's bytes: pieces of multiples of three give the base64 of the whole. */
function* withRaw(object: string, pieces: Iterable<Uint8Array>): Generator<string> {
  yield `${object.slice(0, -1)},"raw":"`
  for (const piece of pieces) yield Buffer.from(piece).toString('base64')
  yield '"}'
}

function openSource(path: string): PackageFile | null {
  try {
    return PackageFile.open(path)
  } catch {
    return null
  }
}

function idOf({ fileId, line }: RawLine): number {
  return Number(lineId(fileId, line))
}

function columnOf({ line: { raw, rawBytes }, issues: [issue], writing }: BadRow): number | null {
  const cut = raw.length < rawBytes
  return issue === undefined
    ? null
    : (faultPlace(decodeLine(raw, cut, writing), issue, cut)?.column ?? null)
}
