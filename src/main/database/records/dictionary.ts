import type Database from 'better-sqlite3'
import type { WriteDb } from '../handles'

export interface DictionaryTable {
  readonly table: 'instrument_words' | 'faults'
  readonly column: 'words' | 'issues'
  /** No more texts than this get a number. */
  readonly most: number
  /** No longer text gets one: each is kept in memory, and twice on disk. */
  readonly longest: number
}

/**
 * What instruments say. What is long, and all beyond so many texts, is stored in the record itself,
 * so that a package in which every line says something new can't make the table or the memory grow
 * without bound.
 */
export const INSTRUMENT_WORDS: DictionaryTable = {
  table: 'instrument_words',
  column: 'words',
  most: 65_536,
  longest: 256,
}

/** What is wrong with bad lines. Messages hold no values, so equal faults have equal texts. */
export const FAULTS: DictionaryTable = {
  table: 'faults',
  column: 'issues',
  most: Infinity,
  longest: Infinity,
}

/** Gives texts that come again and again a number. One per connection: it remembers them. */
export class Dictionary {
  readonly #db: WriteDb
  readonly #most: number
  readonly #longest: number
  readonly #find: Database.Statement<[string], bigint>
  readonly #insert: Database.Statement<[string]>
  readonly #last: Database.Statement<[], number | null>
  readonly #known = new Map<string, bigint>()
  #full = false

  constructor(db: WriteDb, { table, column, most, longest }: DictionaryTable) {
    this.#db = db
    this.#most = most
    this.#longest = longest
    this.#find = db
      .prepare<[string], bigint>(`SELECT id FROM ${table} WHERE ${column} = ?`)
      .pluck()
      .safeIntegers()
    this.#insert = db.prepare(`INSERT INTO ${table} (${column}) VALUES (?)`)
    this.#last = db.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck()
  }

  /**
   * The text's row; null when it is too long to have one, or the table is full. A bigint, because
   * a number would be bound as REAL and `telemetry` tells numbers and texts apart by type.
   */
  number(text: string): bigint | null {
    if (text.length > this.#longest) return null
    const known = this.#known.get(text)
    if (known !== undefined) return known
    // One that is in the table all the same may as well be stored as it is.
    if (this.#isFull()) return null
    const id = this.#find.get(text) ?? BigInt(this.#insert.run(text).lastInsertRowid)
    this.#known.set(text, id)
    return id
  }

  /** The same for many texts, outside a transaction: new ones are stored in one of their own. */
  numbers(texts: readonly string[]): (bigint | null)[] {
    if (texts.every((text) => this.#known.has(text))) return texts.map((text) => this.number(text))
    try {
      return this.#db.transaction(() => texts.map((text) => this.number(text))).immediate()
    } catch (error) {
      this.forget()
      throw error
    }
  }

  /** To be called when a transaction was rolled back: numbers given in it are void. */
  forget(): void {
    this.#known.clear()
    this.#full = false
  }

  #isFull(): boolean {
    // Texts are numbered from 1 and never removed.
    this.#full ||= (this.#last.get() ?? 0) >= this.#most
    return this.#full
  }
}
