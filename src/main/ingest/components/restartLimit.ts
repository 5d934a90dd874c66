/** How many restarts are still ordinary trouble; more of them mean that restarting does not help. */
const MOST_RESTARTS = 5
const WITHIN_MS = 60_000

/** Bounded restarts, as a supervisor counts them. */
export class RestartLimit {
  readonly #now: () => number
  #times: number[] = []

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Counts one restart; false when there were too many in the last minute. */
  allows(): boolean {
    const now = this.#now()
    this.#times = [...this.#times.filter((time) => now - time < WITHIN_MS), now]
    return this.#times.length <= MOST_RESTARTS
  }
}
