const EVERY_MS = 1_000

/** How much of each second something was busy, told whenever the whole percent changes. */
export class LoadMeter {
  readonly #timer: NodeJS.Timeout
  #busySince: number | null = null
  #busyMs = 0
  #startedAt = performance.now()
  #told = -1

  constructor(tell: (percent: number) => void) {
    this.#timer = setInterval(() => this.#measure(tell), EVERY_MS)
    this.#timer.unref()
  }

  busy(): void {
    this.#busySince ??= performance.now()
  }

  free(): void {
    if (this.#busySince !== null) this.#busyMs += performance.now() - this.#busySince
    this.#busySince = null
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #measure(tell: (percent: number) => void): void {
    const now = performance.now()
    if (this.#busySince !== null) {
      this.#busyMs += now - this.#busySince
      this.#busySince = now
    }
    const percent = Math.min(100, Math.round((this.#busyMs / (now - this.#startedAt)) * 100))
    this.#busyMs = 0
    this.#startedAt = now
    if (percent === this.#told) return
    this.#told = percent
    tell(percent)
  }
}
