import type { UnknownKeyCount } from '../../record/chunk'

/** How many names of a file are kept; all others are counted together. */
const MAX_NAMES = 100
/** All names of a file together, so that lines full of endless names can't fill the memory. */
const MAX_NAME_CHARACTERS = 4 * 1024 * 1024

/** Counts the keys of a file's lines that its satellite type does not know. */
export class UnknownKeys {
  readonly #names: Set<string>
  #characters: number
  #counts = new Map<string | null, { count: number; firstLine: number }>()

  /** @param names those that an earlier reading of the file has named already */
  constructor(names: readonly string[] = []) {
    this.#names = new Set(names)
    this.#characters = names.reduce((sum, name) => sum + name.length, 0)
  }

  /** @param times how often it came, first in that line */
  count(key: string, line: number, times = 1): void {
    // As the database holds it: its texts are Unicode.
    const name = key.toWellFormed()
    const bucket = this.#admit(name) ? name : null
    const entry = this.#counts.get(bucket)
    if (entry === undefined) this.#counts.set(bucket, { count: times, firstLine: line })
    else entry.count += times
  }

  /** What was counted since the last call. */
  take(): UnknownKeyCount[] {
    const counts = [...this.#counts].map(([key, entry]) => ({ key, ...entry }))
    this.#counts = new Map()
    return counts
  }

  #admit(name: string): boolean {
    if (this.#names.has(name)) return true
    if (this.#names.size >= MAX_NAMES) return false
    if (this.#characters + name.length > MAX_NAME_CHARACTERS) return false
    this.#names.add(name)
    this.#characters += name.length
    return true
  }
}
