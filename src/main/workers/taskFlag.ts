const CANCELLED = 0
const DONE = 1

/**
 * Lets one thread see how far another has come, and end what it does, while that one is too busy to
 * be asked. `buffer` is what goes to the other thread.
 */
export class TaskFlag {
  readonly buffer: SharedArrayBuffer
  readonly #words: Int32Array

  constructor(buffer = new SharedArrayBuffer(8)) {
    this.buffer = buffer
    this.#words = new Int32Array(buffer)
  }

  cancel(): void {
    Atomics.store(this.#words, CANCELLED, 1)
  }

  get isCancelled(): boolean {
    return Atomics.load(this.#words, CANCELLED) === 1
  }

  get done(): number {
    return Atomics.load(this.#words, DONE)
  }

  /** Counts what was done. Throws TaskCancelledError when the task was cancelled. */
  advance(by: number): void {
    Atomics.add(this.#words, DONE, by)
    if (this.isCancelled) throw new TaskCancelledError()
  }
}

/** Thrown where a task ends because it was cancelled; whoever began it puts everything back. */
export class TaskCancelledError extends Error {
  constructor() {
    super('it was cancelled')
    this.name = 'TaskCancelledError'
  }
}
