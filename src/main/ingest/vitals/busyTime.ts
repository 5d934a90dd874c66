/** How long something was busy, all in all. */
export class BusyTime {
  #busySince: number | null = null
  #before = 0

  busy(): void {
    this.#busySince ??= performance.now()
  }

  free(): void {
    this.#before = this.ms
    this.#busySince = null
  }

  /** Milliseconds, with the time that is running. */
  get ms(): number {
    const running = this.#busySince === null ? 0 : performance.now() - this.#busySince
    return this.#before + running
  }
}
