import type { WriteDb } from './handles'

/**
 * Beyond this many the words are stored in the record itself, so that a package in which every
 * line says something new can't make the table or the memory grow without bound.
 */
const MOST_WORDS = 65_536

/** Gives instrument texts their number. One per connection: it remembers what it has seen. */
export class InstrumentWords {
  readonly #db: WriteDb
  readonly #known = new Map<string, bigint | string>()
  #full = false

  constructor(db: WriteDb) {
    this.#db = db
  }

  /**
   * What to store for a text: its row in instrument_words, or the text once the table is full. A
   * bigint, because a number would be bound as REAL and `telemetry` tells the two apart by type.
   */
  stored(text: string): bigint | string {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const found = this.#db
      .prepare<[string], bigint>('SELECT id FROM instrument_words WHERE words = ?')
      .pluck()
      .safeIntegers()
      .get(text)
    if (found === undefined && this.#isFull()) return text
    const id = found ?? this.#insert(text)
    this.#known.set(text, id)
    return id
  }

  /** To be called when a transaction was rolled back: numbers given in it are void. */
  forget(): void {
    this.#known.clear()
  }

  #insert(text: string): bigint {
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO instrument_words (words) VALUES (?)')
      .run(text)
    return BigInt(lastInsertRowid)
  }

  #isFull(): boolean {
    if (this.#full) return true
    const count = this.#db.prepare('SELECT count(*) FROM instrument_words').pluck().get()
    this.#full = Number(count) >= MOST_WORDS
    return this.#full
  }
}
