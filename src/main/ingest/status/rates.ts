const SECONDS_KEPT = 60
/** A rate is that of the last two whole seconds: steady enough to read, quick enough to trust. */
const RATE_SECONDS = 2

/** Sums per second over the last minute. Times in milliseconds. */
export class RateMeter {
  #second = 0
  /** Oldest first; the last one is the second that is running. */
  #sums: number[] = Array.from({ length: SECONDS_KEPT + 1 }, () => 0)

  add(amount: number, now: number): void {
    this.#roll(now)
    this.#sums[SECONDS_KEPT] = (this.#sums[SECONDS_KEPT] ?? 0) + amount
  }

  /** Per second. While nothing older is known the running second counts too. */
  rate(now: number): number {
    this.#roll(now)
    const share = (now % 1000) / 1000
    const whole = this.#sums.slice(SECONDS_KEPT - RATE_SECONDS, SECONDS_KEPT)
    const running = this.#sums[SECONDS_KEPT] ?? 0
    const oldest = whole[0] ?? 0
    const rest = whole.slice(1).reduce((sum, value) => sum + value, 0)
    return (oldest * (1 - share) + rest + running) / RATE_SECONDS
  }

  /** The last 60 whole seconds, oldest first. */
  history(now: number): number[] {
    this.#roll(now)
    return this.#sums.slice(0, SECONDS_KEPT)
  }

  #roll(now: number): void {
    const second = Math.floor(now / 1000)
    const passed = Math.min(second - this.#second, SECONDS_KEPT + 1)
    if (passed <= 0) return
    this.#sums.splice(0, passed)
    while (this.#sums.length < SECONDS_KEPT + 1) this.#sums.push(0)
    this.#second = second
  }
}
