import type Database from 'better-sqlite3'
import type { ErrorColumns } from '../../record/chunk'
import type { Dictionary } from '../records/dictionary'
import type { WriteDb } from '../handles'
import { listBadLines } from '../inbox/listBadLines'

const ROWS_PER_STATEMENT = 50

type Value = number | bigint | Uint8Array | null

/** Writes bad lines, many rows a statement. */
export class BadLines {
  readonly #db: WriteDb
  readonly #faults: Dictionary
  #many: { fileId: number; statement: Database.Statement } | null = null

  constructor(db: WriteDb, faults: Dictionary) {
    this.#db = db
    this.#faults = faults
  }

  /** Inside the transaction that is under way. */
  insert(fileId: number, errors: ErrorColumns): void {
    if (errors.count === 0) return
    const faults = errors.issues.map((text) => this.#faults.number(text))
    let start = 0
    let values: Value[] = []
    for (let i = 0; i < errors.count; i += 1) {
      const end = errors.rawEnd[i] ?? start
      const fault = faults[errors.issuesIndex[i] ?? 0] ?? null
      values.push(errors.line[i] ?? 0, fault, errors.byteOffset[i] ?? 0)
      values.push(errors.raw.subarray(start, end), errors.rawBytes[i] ?? 0)
      start = end
      if (values.length < ROWS_PER_STATEMENT * VALUES_PER_ROW) continue
      this.#statement(fileId).run(values)
      values = []
    }
    this.#insertOneByOne(fileId, values)
    listBadLines(this.#db, fileId, errors, faults)
  }

  #insertOneByOne(fileId: number, values: readonly Value[]): void {
    if (values.length === 0) return
    const one = this.#db.prepare(insertSql(fileId, 1))
    for (let at = 0; at < values.length; at += VALUES_PER_ROW) {
      one.run(values.slice(at, at + VALUES_PER_ROW))
    }
  }

  #statement(fileId: number): Database.Statement {
    if (this.#many?.fileId !== fileId) {
      const statement = this.#db.prepare(insertSql(fileId, ROWS_PER_STATEMENT))
      this.#many = { fileId, statement }
    }
    return this.#many.statement
  }
}

const VALUES_PER_ROW = 5

function insertSql(fileId: number, rows: number): string {
  const base = BigInt(fileId) << 32n
  const row = `(${base} | ?${', ?'.repeat(VALUES_PER_ROW - 1)})`
  return `INSERT INTO bad_lines (id, fault, byte_offset, raw, raw_bytes)
    VALUES ${Array.from({ length: rows }, () => row).join(', ')}`
}
