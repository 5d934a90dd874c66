import { stat } from 'node:fs/promises'

/** What can be read at any time from the parts of the station. */
export interface Gauges {
  /** Files that wait, and files that are being read. */
  readonly queued: number
  readonly processing: number
  /** Milliseconds for which the writer's thread, and all readers' threads together, were busy. */
  readonly writerMs: number
  readonly readersMs: number
  readonly memoryBytes: number
  readonly walBytes: number
}

/** Sees how long a file is, without ever waiting for its disk. */
export class SizeWatch {
  readonly #path: string
  #bytes = 0
  #isLooking = false

  constructor(path: string) {
    this.#path = path
  }

  /** As it was when it was asked for the last time; 0 while there is no such file. */
  get bytes(): number {
    void this.#look()
    return this.#bytes
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      this.#bytes = (await stat(this.#path)).size
    } catch {
      this.#bytes = 0
    } finally {
      this.#isLooking = false
    }
  }
}
