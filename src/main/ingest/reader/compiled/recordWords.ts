import { wordsText } from '../../../record/wordsText'

/** After so many different words all are forgotten, so that no file fills the memory. */
const MOST_WORDS = 65_536

/** What the records of a file say in words: each word by a number, and what they say together. */
export class RecordWords {
  readonly #names: readonly string[]
  /** What each word was, in the order in which it was met; 0 stands for none. */
  #words: readonly (string | null)[][] = []
  #ids: readonly Map<string | null, number>[] = []
  #count = 0
  #together: (string | undefined)[] = []

  constructor(names: readonly string[]) {
    this.#names = names
    this.forget()
  }

  get isFull(): boolean {
    return this.#count > MOST_WORDS
  }

  forget(): void {
    this.#words = this.#names.map(() => [null])
    this.#ids = this.#names.map(() => new Map([[null, 0]]))
    this.#count = 0
    this.#together = []
  }

  /** The number of what is said in place `word`. */
  idOf(word: number, text: string | null): number {
    const known = this.#ids[word]?.get(text)
    if (known !== undefined) return known
    const id = (this.#words[word]?.push(text) ?? 0) - 1
    this.#ids[word]?.set(text, id)
    this.#count += 1
    return id
  }

  /**
   * What a record says, as `wordsText` has it.
   *
   * @param combination which it is of those that were met
   * @param ids the number of each of its words
   */
  textOf(combination: number, ids: Uint32Array): string {
    this.#together[combination] ??= wordsText(
      this.#names,
      this.#words.map((texts, word) => texts[ids[word] ?? 0] ?? null),
    )
    return this.#together[combination]
  }
}
