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
    if (columns.length === 0) return
    this.#any = true
    for (const i of columns) {
      if (this.#counts[i] === 0) this.#firstLines[i] = line
      this.#counts[i] = (this.#counts[i] ?? 0) + 1
    }
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
