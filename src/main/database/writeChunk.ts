import type { Chunk } from '../ingest/chunk'
import { insertBlockHashes } from './blockHashes'
import { advance, type Checkpoint, type OpenLine } from './checkpoint'
import type { WriteDb } from './handles'
import type { InstrumentWords } from './instrumentWords'
import { insertLineErrors } from './lineErrors'
import { refusedRecords, type RecordWriter } from './records'
import { addUnknownKeys } from './unknownKeys'

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

/**
 * Stores a chunk whole: its records, its bad lines, what else it found, and the checkpoint, in one
 * transaction. Throws SqliteError (and has stored nothing) when the disk or the database fails.
 */
export function writeChunk(
  db: WriteDb,
  records: RecordWriter,
  words: InstrumentWords,
  { fileId, from, chunk }: ChunkToWrite,
): ChunkWritten {
  const insertRecords = records.ready(fileId, chunk.records)
  const store = db.transaction(() => {
    // First, so that a chunk which is stored already fails here and not at its rows.
    advance(
      db,
      fileId,
      from,
      { byte: chunk.nextByte, line: chunk.nextLine },
      {
        imported: chunk.records.count,
        errors: chunk.errors.count,
        skipped: chunk.skippedLines,
      },
      openLine(from, chunk),
    )
    insertRecords()
    insertLineErrors(db, fileId, chunk.errors)
    addUnknownKeys(db, fileId, chunk.unknownKeys)
    insertBlockHashes(db, fileId, chunk.firstBlock, chunk.blockHashes)
  })
  try {
    store.immediate()
    return { stored: true }
  } catch (error) {
    words.forget()
    if (!isRefusal(error)) throw error
    const refused = tryEach(db, words, fileId, chunk)
    if (refused.length === 0) throw error
    return { stored: false, refused, chunk }
  }
}

/**
 * A last line without line end is counted, yet the checkpoint lies before it: then one line more
 * was counted than the line number moved on. Such a line comes in a chunk of its own.
 */
function openLine(from: Checkpoint, chunk: Chunk): OpenLine | null {
  // The header, line 1, is counted as nothing.
  const moved = Math.max(chunk.nextLine, 2) - Math.max(from.line, 2)
  const counted = chunk.records.count + chunk.errors.count + chunk.skippedLines
  if (counted === moved) return null
  const keys = chunk.unknownKeys
  if (chunk.records.line[chunk.records.count - 1] === chunk.nextLine) return { as: 'record', keys }
  if (chunk.errors.line[chunk.errors.count - 1] === chunk.nextLine) return { as: 'error', keys }
  return { as: 'blank', keys }
}

function tryEach(
  db: WriteDb,
  words: InstrumentWords,
  fileId: number,
  chunk: Chunk,
): RefusedRecord[] {
  db.exec('BEGIN IMMEDIATE')
  try {
    return refusedRecords(db, words, fileId, chunk.records)
  } finally {
    db.exec('ROLLBACK')
    words.forget()
  }
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
