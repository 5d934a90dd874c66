import type Database from 'better-sqlite3'
import type { WriteDb } from '../handles'

export interface DictionaryTable {
  readonly table: 'instrument_words' | 'faults'
  readonly column: 'words' | 'issues'
  /** No more texts than this get a number. */
  readonly most: number
  /** Nor any, once they have so many characters: each is kept in memory, and twice on disk. */
  readonly mostCharacters: number
  /** No longer text gets one. */
  readonly longest: number
}

/**
 * What instruments say. What is long, and all beyond so many texts or characters, is stored in the
 * record itself, so that a package in which every line says something new can't make the table or the
 * memory grow without bound. What many instruments say at once is long and comes again all the same.
 */
export const INSTRUMENT_WORDS: DictionaryTable = {
  table: 'instrument_words',
  column: 'words',
  most: 65_536,
  mostCharacters: 16 * 1024 * 1024,
  longest: 4096,
}

/** What is wrong with bad lines. Messages hold no values, so equal faults have equal texts. */
export const FAULTS: DictionaryTable = {
  table: 'faults',
  column: 'issues',
  most: Infinity,
  mostCharacters: Infinity,
  longest: Infinity,
}

/** What is in a table. Texts are numbered from 1 and never removed. */
interface Size {
  texts: number
  characters: number
}

/** Gives texts that come again and again a number. One per connection: it remembers them. */
export class Dictionary {
  readonly #db: WriteDb
  readonly #most: Readonly<Size>
  readonly #longest: number
  readonly #find: Database.Statement<[string], bigint>
  readonly #insert: Database.Statement<[string]>
  readonly #measure: Database.Statement<[], Size>
  readonly #known = new Map<string, bigint>()
  /** Null until it has to be known. */
  #size: Size | null = null

  constructor(db: WriteDb, { table, column, most, mostCharacters, longest }: DictionaryTable) {
    this.#db = db
    this.#most = { texts: most, characters: mostCharacters }
    this.#longest = longest
    this.#find = db
      .prepare<[string], bigint>(`SELECT id FROM ${table} WHERE ${column} = ?`)
      .pluck()
      .safeIntegers()
    this.#insert = db.prepare(`INSERT INTO ${table} (${column}) VALUES (?)`)
    this.#measure = db.prepare<[], Size>(
      `SELECT count(*) AS texts, total(length(${column})) AS characters FROM ${table}`,
    )
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
    this.#size ??= this.#measure.get() ?? { texts: 0, characters: 0 }
    const { texts, characters } = this.#size
    if (texts >= this.#most.texts || characters >= this.#most.characters) return null
    const id = this.#find.get(text) ?? this.#add(text, this.#size)
    this.#known.set(text, id)
    return id
  }

  #add(text: string, size: Size): bigint {
    size.texts += 1
    size.characters += text.length
    return BigInt(this.#insert.run(text).lastInsertRowid)
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
    this.#size = null
  }
}
