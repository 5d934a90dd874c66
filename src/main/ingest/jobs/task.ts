/** How far a task is, in lines. */
export interface Progress {
  readonly done: number
  readonly total: number | null
  readonly found: number
}

/** A long piece of work that is done bit by bit, so that others get their turn in its thread. */
export interface Task<R> {
  /** Works until about `until` (of performance.now). Returns its result when it is done, else null. */
  step(until: number): R | null | Promise<R | null>
  readonly progress: Progress
  /** Lets go of what it holds. A task that is not done takes back what it has begun. */
  close(): void
}
