import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from '#shared/settings'

type PaceSettings = Pick<
  Settings,
  'linesPerWrite' | 'pauseBetweenWritesMs' | 'linesPerSecond' | 'paused'
>

/** Where several files share the lines a second: one of them never gets more than this at once. */
const SLICES_PER_SECOND = 4

/** The speed that the operator set, shared by all files and changed while they run. */
export class Pace {
  #settings: PaceSettings
  #held = false
  /** When the next line may be written, in milliseconds, if lines a second are limited. */
  #nextAt = 0
  #onChange = new Set<() => void>()

  constructor(settings: PaceSettings) {
    this.#settings = settings
  }

  /** The operator paused the station, or it holds itself. */
  get paused(): boolean {
    return this.#settings.paused || this.#held
  }

  /** Stops all writing, or lets it go on, whatever the operator set. */
  hold(held: boolean): void {
    this.#held = held
    for (const changed of this.#onChange) changed()
  }

  /** How many lines the next chunk should have. */
  get linesPerChunk(): number {
    const { linesPerWrite, linesPerSecond } = this.#settings
    if (linesPerSecond === null) return linesPerWrite
    return Math.max(1, Math.min(linesPerWrite, Math.ceil(linesPerSecond / SLICES_PER_SECOND)))
  }

  set(settings: PaceSettings): void {
    this.#settings = settings
    this.#nextAt = 0
    for (const changed of this.#onChange) changed()
  }

  /** Resolves when writing may go on, at once unless all is paused. */
  async whileNotPaused(signal: AbortSignal): Promise<void> {
    while (this.paused) await this.#changed(signal)
  }

  /** Waits as long as the pace wants after a write of so many lines. */
  async afterWrite(lines: number, signal: AbortSignal): Promise<void> {
    const { linesPerSecond, pauseBetweenWritesMs } = this.#settings
    const now = performance.now()
    let until = now + pauseBetweenWritesMs
    if (linesPerSecond !== null) {
      this.#nextAt = Math.max(this.#nextAt, now) + (lines / linesPerSecond) * 1000
      until = Math.max(until, this.#nextAt)
    }
    if (until <= now) return
    const done = new AbortController()
    await Promise.race([
      sleep(until - now, undefined, { signal: AbortSignal.any([signal, done.signal]) }),
      this.#changed(AbortSignal.any([signal, done.signal])),
    ]).finally(() => done.abort())
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => (): void => {
        this.#onChange.delete(changed)
        signal.removeEventListener('abort', aborted)
        settle()
      }
      const changed = end(resolve)
      const aborted = end(() => reject(signal.reason))
      if (signal.aborted) return reject(signal.reason)
      this.#onChange.add(changed)
      signal.addEventListener('abort', aborted)
    })
  }
}
