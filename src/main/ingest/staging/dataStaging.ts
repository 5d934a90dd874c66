import type { Chunk } from '../../record/chunk'

/** Chunks that may wait between reader and persister; each holds at most one write's lines. */
export const STAGING_CHUNKS = 3

/** Lines by where they are on their way; bad lines end in `error`, all others in `persisted`. */
export interface StagingCounts {
  readonly normalized: number
  readonly persisting: number
  readonly persisted: number
  readonly error: number
}

const linesOf = (chunk: Chunk): number => chunk.records.count + chunk.errors.count

/**
 * The bounded place between reading and writing one file. When it is full the reader waits, so
 * memory does not depend on the file's size.
 */
export class DataStaging {
  #waiting: Chunk[] = []
  #reserved = 0
  #ended = false
  #failure: { readonly error: unknown } | null = null
  #wakers = new Set<() => void>()
  #counts: StagingCounts = { normalized: 0, persisting: 0, persisted: 0, error: 0 }

  get counts(): StagingCounts {
    return this.#counts
  }

  get depth(): number {
    return this.#waiting.length
  }

  /** Resolves when one more chunk may be read; the place is kept until `put`. */
  async reserve(): Promise<void> {
    while (this.#waiting.length + this.#reserved >= STAGING_CHUNKS) await this.#change()
    this.#throwIfFailed()
    this.#reserved += 1
  }

  put(chunk: Chunk): void {
    this.#throwIfFailed()
    this.#reserved -= 1
    this.#waiting.push(chunk)
    this.#count({ normalized: linesOf(chunk) })
    this.#wake()
  }

  /** No more chunks will come. */
  end(): void {
    this.#ended = true
    this.#wake()
  }

  /** The next chunk, or null when all are taken and no more will come. */
  async take(): Promise<Chunk | null> {
    for (;;) {
      this.#throwIfFailed()
      const chunk = this.#waiting.shift()
      if (chunk !== undefined) {
        this.#count({ normalized: -linesOf(chunk), persisting: linesOf(chunk) })
        this.#wake()
        return chunk
      }
      if (this.#ended) return null
      await this.#change()
    }
  }

  /** The chunk taken last is stored. */
  settle(imported: number, errors: number): void {
    this.#count({ persisting: -(imported + errors), persisted: imported, error: errors })
  }

  /** One part fell: everybody who waits here falls with it, and what was staged is dropped. */
  fail(error: unknown): void {
    if (this.#failure !== null) return
    this.#failure = { error }
    this.#waiting = []
    this.#wake()
  }

  #throwIfFailed(): void {
    if (this.#failure !== null) throw this.#failure.error
  }

  #change(): Promise<void> {
    this.#throwIfFailed()
    return new Promise((resolve) => this.#wakers.add(resolve))
  }

  #wake(): void {
    const wakers = [...this.#wakers]
    this.#wakers.clear()
    for (const wake of wakers) wake()
  }

  #count(change: Partial<StagingCounts>): void {
    const { normalized, persisting, persisted, error } = this.#counts
    this.#counts = {
      normalized: normalized + (change.normalized ?? 0),
      persisting: persisting + (change.persisting ?? 0),
      persisted: persisted + (change.persisted ?? 0),
      error: error + (change.error ?? 0),
    }
  }
}
