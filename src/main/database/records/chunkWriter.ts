import type { Chunk } from '../../record/chunk'
import { insertBlockHashes } from '../files/blockHashes'
import { addCellErrors } from '../lines/cellErrors'
import { tell } from '../feed/feed'
import { advance, type Checkpoint, type OpenLine } from './checkpoint'
import type { WriteDb } from '../handles'
import { BadLines } from '../lines/badLines'
import { Dictionary, FAULTS, INSTRUMENT_WORDS } from './dictionary'
import { MemoryTuner } from '../connection/memoryTuner'
import { BoundRecords, refusedRecords, type RecordWriter } from './records'
import { Rollups } from '../rollups/rollups'
import { StagedRecords } from './stagedRecords'
import { orderByFirst } from './timeIndex'
import { addTextNumbers } from '../lines/textNumbers'
import { addUnknownKeys } from '../lines/unknownKeys'

export interface ChunkToWrite {
  readonly fileId: number
  /** Where the file must stand for this chunk to be the next one. */
  readonly from: Checkpoint
  readonly chunk: Chunk
}

/** A record that the database would not take, by its place in the chunk. */
export interface RefusedRecord {
  readonly index: number
  readonly reason: string
}

/** Nothing was stored; the chunk must come again with these records as errors. */
export interface ChunkRefused {
  readonly stored: false
  readonly refused: readonly RefusedRecord[]
  readonly chunk: Chunk
}
export type ChunkWritten = { readonly stored: true } | ChunkRefused

/** How records get in: by page images, or value by value. Both give the same database. */
export type RecordWay = 'staged' | 'bound'

/** Writes chunks through one connection. */
export class ChunkWriter {
  readonly #db: WriteDb
  readonly #words: Dictionary
  readonly #faults: Dictionary
  readonly #records: RecordWriter
  readonly #badLines: BadLines
  readonly #rollups: Rollups
  readonly #memory: MemoryTuner

  constructor(db: WriteDb, way: RecordWay) {
    this.#db = db
    this.#words = new Dictionary(db, INSTRUMENT_WORDS)
    this.#faults = new Dictionary(db, FAULTS)
    const Records = way === 'staged' ? StagedRecords : BoundRecords
    this.#records = new Records(db, this.#words)
    this.#badLines = new BadLines(db, this.#faults)
    this.#rollups = new Rollups(db)
    this.#memory = new MemoryTuner(db)
  }

  /**
   * Stores a chunk whole: its records, its bad lines, what else it found, and the checkpoint, in
   * one transaction. Throws SqliteError (and has stored nothing) when the disk or the database
   * fails.
   */
  write({ fileId, from, chunk }: ChunkToWrite): ChunkWritten {
    this.#memory.prepareFor(chunk.rollup.times)
    orderByFirst(this.#db, fileId, chunk.records.timestampUs)
    const insertRecords = this.#records.ready(fileId, chunk.records)
    const store = this.#db.transaction(() => {
      // First, so that a chunk which is stored already fails here and not at its rows.
      const open = openLine(chunk)
      advanceBy(this.#db, fileId, from, chunk, open)
      insertRecords()
      this.#badLines.insert(fileId, chunk.errors)
      this.#rollups.add(fileId, from.line, chunk, open !== null)
      addUnknownKeys(this.#db, fileId, chunk.unknownKeys)
      addTextNumbers(this.#db, fileId, chunk.textNumbers)
      addCellErrors(this.#db, fileId, chunk.cellErrors)
      insertBlockHashes(this.#db, fileId, chunk.firstBlock, chunk.blockHashes)
      // A last line without line end lies at the checkpoint.
      const lastLine = open === null ? chunk.nextLine - 1 : chunk.nextLine
      tell(this.#db, { kind: 'stored', fileId, subject: 0, firstLine: from.line, lastLine })
    })
    try {
      store.immediate()
      return { stored: true }
    } catch (error) {
      this.#forget()
      if (!isRefusal(error)) throw error
      const refused = this.#refused(fileId, chunk)
      if (refused.length === 0) throw error
      return { stored: false, refused, chunk }
    }
  }

  close(): void {
    this.#records.close()
  }

  #refused(fileId: number, chunk: Chunk): RefusedRecord[] {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      return refusedRecords(this.#db, this.#words, fileId, chunk.records)
    } finally {
      this.#db.exec('ROLLBACK')
      this.#forget()
    }
  }

  #forget(): void {
    this.#words.forget()
    this.#faults.forget()
  }
}

function advanceBy(
  db: WriteDb,
  fileId: number,
  from: Checkpoint,
  chunk: Chunk,
  open: OpenLine | null,
): void {
  const to = { byte: chunk.nextByte, line: chunk.nextLine }
  const counts = {
    imported: chunk.records.count,
    errors: chunk.errors.count,
    skipped: chunk.skippedLines + chunk.otherRecords,
    repeatedValues: chunk.repeatedValues,
    otherRecords: chunk.otherRecords,
    recordsWithCellErrors: chunk.cellErrors.records,
  }
  advance(db, fileId, from, to, counts, open, chunk.openBlock)
}

/** A last line without line end is counted, yet the checkpoint lies before it. */
function openLine(chunk: Chunk): OpenLine | null {
  const { unknownKeys: keys, repeatedValues, textNumbers, isCut: cut } = chunk
  const last = { keys, repeatedValues, textNumbers, cellErrors: chunk.cellErrors.counts, cut }
  if (chunk.openLine === null) return null
  if (chunk.openLine === 'head') return { as: 'header', ...last }
  if (chunk.records.line[chunk.records.count - 1] === chunk.nextLine) {
    return { as: 'record', ...last }
  }
  if (chunk.errors.line[chunk.errors.count - 1] === chunk.nextLine) return { as: 'error', ...last }
  return { as: chunk.otherRecords > 0 ? 'other' : 'blank', ...last }
}

/** A rule of the database says no to a row; a row that is there already is a fault of ours. */
function isRefusal(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null
  return (
    typeof code === 'string' &&
    code.startsWith('SQLITE_CONSTRAINT') &&
    code !== 'SQLITE_CONSTRAINT_PRIMARYKEY' &&
    code !== 'SQLITE_CONSTRAINT_ROWID'
  )
}
