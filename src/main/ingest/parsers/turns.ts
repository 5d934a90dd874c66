/** Work that is done one after the other: each is decided by what the one before has made of it. */
export class Turns {
  readonly #signal: AbortSignal
  #last: Promise<unknown> = Promise.resolve()
  readonly #beside = new Set<Promise<unknown>>()
  #open = 0

  /** Once the signal is aborted no more work is begun. */
  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** Nothing is under way. */
  get areOver(): boolean {
    return this.#open === 0 && this.#beside.size === 0
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    this.#open += 1
    const turn = this.#last.then(() => {
      if (this.#signal.aborted) throw new Error('The station is being stopped.')
      return work()
    })
    this.#last = turn.catch(() => undefined).finally(() => (this.#open -= 1))
    return turn
  }

  /** For work that may take minutes and that nobody else has to wait for. */
  beside<T>(work: Promise<T>): Promise<T> {
    const ended: Promise<unknown> = work
      .catch(() => undefined)
      .finally(() => this.#beside.delete(ended))
    this.#beside.add(ended)
    return work
  }

  /** Resolves when everything is done that was asked for until then, and what came of it. */
  async settled(): Promise<void> {
    let last: Promise<unknown>
    do {
      last = this.#last
      await Promise.all([last, ...this.#beside])
    } while (last !== this.#last || this.#beside.size > 0)
  }
}
