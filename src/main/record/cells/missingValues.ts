import type { Definition } from '#shared/telemetry/definition'
import { comparedValue, type DecimalSign } from '#shared/telemetry/numberText'

type Listed = Definition['missing']

/** What a definition lists as standing for no value. */
export class MissingValues {
  readonly #texts = new Set<string>()
  readonly #numbers = new Set<number>()
  readonly #decimal: DecimalSign

  constructor(decimal: DecimalSign, ...lists: readonly Listed[]) {
    this.#decimal = decimal
    for (const value of lists.flatMap((list) => list ?? [])) {
      this.#texts.add(String(value))
      const compared = comparedValue(value, decimal)
      if (typeof compared === 'number') this.#numbers.add(compared)
    }
  }

  hasNumber(number: number): boolean {
    return this.#numbers.has(number)
  }

  /** Whether a text is listed as it is. */
  hasWord(text: string): boolean {
    return this.#texts.has(text)
  }

  /** Whether a text is listed, as it is or as another way to write the same number. */
  hasText(text: string): boolean {
    if (this.#texts.has(text)) return true
    if (this.#numbers.size === 0) return false
    const compared = comparedValue(text, this.#decimal)
    return typeof compared === 'number' && this.#numbers.has(compared)
  }
}
