import type Database from 'better-sqlite3'
import type { RecordColumns } from '../ingest/chunk'
import type { WriteDb } from './handles'
import type { Dictionary } from './dictionary'

/** More rows in one statement gain nothing more: measured, see docs/decisions. */
const ROWS_PER_STATEMENT = 50
const VALUES_PER_ROW = 7

type Value = number | bigint | string

/** Puts the records of a chunk into the database. */
export interface RecordWriter {
  /**
   * Makes the records ready; to be called outside a transaction. What it returns inserts them,
   * inside one, and throws SqliteError when the database refuses a row.
   */
  ready(fileId: number, records: RecordColumns): () => void
  close(): void
}

/** Writes records with bound values, many rows a statement: the plain way. */
export class BoundRecords implements RecordWriter {
  readonly #db: WriteDb
  readonly #words: Dictionary
  #many: { fileId: number; statement: Database.Statement } | null = null

  constructor(db: WriteDb, words: Dictionary) {
    this.#db = db
    this.#words = words
  }

  ready(fileId: number, records: RecordColumns): () => void {
    return () => this.#insert(fileId, records)
  }

  #insert(fileId: number, records: RecordColumns): void {
    const values: Value[] = []
    const words = records.words.map((text) => this.#words.number(text) ?? text)
    const many = this.#statement(fileId)
    let i = 0
    for (; i + ROWS_PER_STATEMENT <= records.count; i += ROWS_PER_STATEMENT) {
      values.length = 0
      for (let k = 0; k < ROWS_PER_STATEMENT; k += 1) push(values, records, i + k, words)
      many.run(values)
    }
    if (i === records.count) return
    const one = this.#db.prepare(insertSql(fileId, 1))
    for (; i < records.count; i += 1) {
      values.length = 0
      push(values, records, i, words)
      one.run(values)
    }
  }

  close(): void {
    this.#many = null
  }

  #statement(fileId: number): Database.Statement {
    if (this.#many?.fileId !== fileId) {
      const statement = this.#db.prepare(insertSql(fileId, ROWS_PER_STATEMENT))
      this.#many = { fileId, statement }
    }
    return this.#many.statement
  }
}

/**
 * Tries each row alone: the indexes of those that the database refuses, and why. What it inserts is
 * for the caller to roll back.
 */
export function refusedRecords(
  db: WriteDb,
  words: Dictionary,
  fileId: number,
  records: RecordColumns,
): { index: number; reason: string }[] {
  const found: { index: number; reason: string }[] = []
  const stored = records.words.map((text) => words.number(text) ?? text)
  const one = db.prepare(insertSql(fileId, 1))
  for (let i = 0; i < records.count; i += 1) {
    const values: Value[] = []
    push(values, records, i, stored)
    try {
      one.run(values)
    } catch (error) {
      found.push({ index: i, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return found
}

/** The file's part of the id is written into the statement: one value less to bind for each row. */
function insertSql(fileId: number, rows: number): string {
  const base = BigInt(fileId) << 32n
  const row = `(${base} | ?${', ?'.repeat(VALUES_PER_ROW - 1)})`
  return `INSERT INTO records
    (id, timestamp_us, velocity, altitude, latitude, longitude, instruments)
    VALUES ${Array.from({ length: rows }, () => row).join(', ')}`
}

function push(
  values: Value[],
  records: RecordColumns,
  i: number,
  words: readonly (bigint | string)[],
): void {
  values.push(
    records.line[i] ?? 0,
    records.timestampUs[i] ?? 0,
    records.velocity[i] ?? 0,
    records.altitude[i] ?? 0,
    records.latitude[i] ?? 0,
    records.longitude[i] ?? 0,
    words[records.wordsIndex[i] ?? 0] ?? 0,
  )
}
