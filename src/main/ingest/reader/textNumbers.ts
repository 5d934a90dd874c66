import type { TextNumberCount } from '../../record/chunk'

/** Counts the records whose numbers came as text, channel by channel. */
export class TextNumbers {
  readonly #columns: readonly string[]
  readonly #counts: Uint32Array
  readonly #firstLines: Uint32Array
  #any = false

  /** @param columns the names of those of the type */
  constructor(columns: readonly string[]) {
    this.#columns = columns
    this.#counts = new Uint32Array(columns.length)
    this.#firstLines = new Uint32Array(columns.length)
  }

  /** @param columns by their places */
  add(columns: readonly number[], line: number): void {
    for (const column of columns) this.count(column, line)
  }

  /** @param times how often a column's came, first in that line */
  count(column: number, line: number, times = 1): void {
    this.#any = true
    if (this.#counts[column] === 0) this.#firstLines[column] = line
    this.#counts[column] = (this.#counts[column] ?? 0) + times
  }

  /** What was counted since the last call. */
  take(): TextNumberCount[] {
    if (!this.#any) return []
    const found = this.#columns.flatMap((channel, i) => {
      const count = this.#counts[i] ?? 0
      return count === 0 ? [] : [{ channel, count, firstLine: this.#firstLines[i] ?? 0 }]
    })
    this.#counts.fill(0)
    this.#any = false
    return found
  }
}
