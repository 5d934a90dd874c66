import type { WriteDb } from './handles'

export interface DictionaryTable {
  readonly table: 'instrument_words' | 'faults'
  readonly column: 'words' | 'issues'
  /** No more texts than this get a number. */
  readonly most: number
}

/**
 * What instruments say. Beyond this many texts they are stored in the record itself, so that a
 * package in which every line says something new can't make the table or the memory grow without
 * bound.
 */
export const INSTRUMENT_WORDS: DictionaryTable = {
  table: 'instrument_words',
  column: 'words',
  most: 65_536,
}

/** What is wrong with bad lines. Messages hold no values, so equal faults have equal texts. */
export const FAULTS: DictionaryTable = { table: 'faults', column: 'issues', most: Infinity }

/** Gives texts that come again and again a number. One per connection: it remembers them. */
export class Dictionary {
  readonly #db: WriteDb
  readonly #of: DictionaryTable
  readonly #known = new Map<string, bigint>()
  #full = false

  constructor(db: WriteDb, of: DictionaryTable) {
    this.#db = db
    this.#of = of
  }

  /**
   * The text's row; null once the table is full. A bigint, because a number would be bound as REAL
   * and `telemetry` tells numbers and texts apart by type.
   */
  number(text: string): bigint | null {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const { table, column } = this.#of
    const found = this.#db
      .prepare<[string], bigint>(`SELECT id FROM ${table} WHERE ${column} = ?`)
      .pluck()
      .safeIntegers()
      .get(text)
    if (found === undefined && this.#isFull()) return null
    const id = found ?? this.#insert(text)
    this.#known.set(text, id)
    return id
  }

  /** To be called when a transaction was rolled back: numbers given in it are void. */
  forget(): void {
    this.#known.clear()
  }

  #insert(text: string): bigint {
    const { table, column } = this.#of
    const { lastInsertRowid } = this.#db
      .prepare(`INSERT INTO ${table} (${column}) VALUES (?)`)
      .run(text)
    return BigInt(lastInsertRowid)
  }

  #isFull(): boolean {
    if (this.#full || this.#of.most === Infinity) return this.#full
    const count = this.#db.prepare(`SELECT count(*) FROM ${this.#of.table}`).pluck().get()
    this.#full = Number(count) >= this.#of.most
    return this.#full
  }
}
