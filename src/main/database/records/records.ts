import type Database from 'better-sqlite3'
import type { RecordColumns } from '../../record/columns'
import { layoutOf, perLayout } from '../definitions/layoutOf'
import type { Layout } from '../definitions/layouts'
import type { WriteDb } from '../handles'
import type { Dictionary } from './dictionary'
import { lineId } from '../lines/lineId'

/** More rows in one statement gain nothing more: measured, see docs/decisions. */
const ROWS_PER_STATEMENT = 50
/** SQLite binds no more to one statement. */
const MOST_VALUES = 32_766
/**
 * SQLite journals every page that a statement of several rows changes, in case it must be taken
 * back alone; a statement of one row needs none. For fewer rows than this that costs more than the
 * many statements do.
 */
export const FEW_ROWS = 256
/** The line, the time, and what the instruments said; the numbers come besides. */
const OTHER_VALUES = 3

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
  #many: { fileId: number; rows: number; statement: Database.Statement } | null = null

  constructor(db: WriteDb, words: Dictionary) {
    this.#db = db
    this.#words = words
  }

  ready(fileId: number, records: RecordColumns): () => void {
    return () => this.#insert(fileId, records)
  }

  #insert(fileId: number, records: RecordColumns): void {
    const words = records.words.map((text) => this.#words.number(text) ?? text)
    let i = 0
    if (records.count >= FEW_ROWS) {
      const { rows, statement } = this.#statement(fileId)
      for (; i + rows <= records.count; i += rows) {
        const values: Value[] = []
        for (let k = 0; k < rows; k += 1) push(values, records, i + k, words)
        statement.run(values)
      }
    }
    const base = lineId(fileId, 0)
    const one = insertOne(this.#db, fileId)
    for (; i < records.count; i += 1) {
      const values: Value[] = [base]
      push(values, records, i, words)
      one.run(values)
    }
  }

  close(): void {
    this.#many = null
  }

  #statement(fileId: number) {
    if (this.#many?.fileId !== fileId) {
      const layout = layoutOf(this.#db, fileId)
      const ofRow = OTHER_VALUES + layout.columns.length
      const rows = Math.min(ROWS_PER_STATEMENT, Math.floor(MOST_VALUES / ofRow))
      const statement = this.#db.prepare(insertManySql(layout, fileId, rows))
      this.#many = { fileId, rows, statement }
    }
    return this.#many
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
  const one = insertOne(db, fileId)
  const base = lineId(fileId, 0)
  for (let i = 0; i < records.count; i += 1) {
    const values: Value[] = [base]
    push(values, records, i, stored)
    try {
      one.run(values)
    } catch (error) {
      found.push({ index: i, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return found
}

export function into({ table, columns, wordsColumn }: Layout): string {
  const names = columns.map(({ column }) => `${column}, `).join('')
  return `INTO main.${table} (id, timestamp_us, ${names}${wordsColumn})`
}

function valuesOf({ columns }: Layout): string {
  return ', ?'.repeat(OTHER_VALUES - 1 + columns.length)
}

/** Its first value is the file's part of the id. */
const insertOne = perLayout((db: WriteDb, layout) =>
  db.prepare(`INSERT ${into(layout)} VALUES (? | ?${valuesOf(layout)})`),
)

/** The file's part of the id is written into the statement: one value less to bind for each row. */
function insertManySql(layout: Layout, fileId: number, rows: number): string {
  const row = `(${lineId(fileId, 0)} | ?${valuesOf(layout)})`
  return `INSERT ${into(layout)} VALUES ${Array(rows).fill(row).join(', ')}`
}

function push(
  values: Value[],
  records: RecordColumns,
  i: number,
  words: readonly (bigint | string)[],
): void {
  values.push(records.line[i] ?? 0, records.timestampUs[i] ?? 0)
  for (const column of records.values) values.push(column[i] ?? NaN)
  values.push(words[records.wordsIndex[i] ?? 0] ?? 0)
}
