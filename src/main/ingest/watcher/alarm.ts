/** One sleeper's alarm clock: its sleep can be cut short. */
export class Alarm {
  #wake: (() => void) | null = null
  #timer: NodeJS.Timeout | undefined
  #at = Infinity

  /** Resolves after `ms`, or earlier when `ringWithin` or `ring` asks for it. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      this.ringWithin(ms)
    })
  }

  /** Wakes the sleeper in `ms` at the latest; does nothing while nobody sleeps. */
  ringWithin(ms: number): void {
    if (this.#wake === null) return
    const at = performance.now() + ms
    if (at >= this.#at) return
    clearTimeout(this.#timer)
    this.#at = at
    this.#timer = setTimeout(() => this.ring(), ms)
  }

  ring(): void {
    clearTimeout(this.#timer)
    this.#at = Infinity
    const wake = this.#wake
    this.#wake = null
    wake?.()
  }
}
