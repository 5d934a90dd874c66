import { lstat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Alerts } from '../alerts'
import { DatabaseTroubleError } from '../databaseService/databaseTrouble'
import { announce } from '../events'
import { WorkerClosedError } from '../../workers/workerThread'

/** So long a pause lies between two tries, however many files wait. */
const RETRY_MS = 5_000

/**
 * Files of the watched folder that had arrived and could not be given a place in the queue, such as
 * when the disk reports an error. They stay where they are and are tried again.
 */
export class Refusals {
  readonly #alerts: Alerts
  readonly #retry: (path: string) => void
  readonly #reasons = new Map<string, string>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopped = false

  /** `retry` lets a file arrive again. */
  constructor(alerts: Alerts, retry: (path: string) => void) {
    this.#alerts = alerts
    this.#retry = retry
  }

  /** Paths and the words why. */
  get reasons(): ReadonlyMap<string, string> {
    return this.#reasons
  }

  add(path: string, error: unknown): void {
    if (this.#stopped) return
    const { message, stack = null } = error instanceof Error ? error : new Error(String(error))
    this.#reasons.set(path, message)
    this.#alerts.raise('arriving', {
      code: error instanceof DatabaseTroubleError ? error.trouble.alert.code : 'database_error',
      message: `${basename(path)} can't be taken into the queue: ${message} It stays where it is, and is tried again by itself.`,
    })
    const isOurs = !(error instanceof DatabaseTroubleError || error instanceof WorkerClosedError)
    if (isOurs) announce('fault', { message, stack })
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      // Somebody may have taken it away meanwhile.
      lstat(path).then(
        () => this.#retry(path),
        () => this.isOver(path),
      )
    }, RETRY_MS)
    this.#timers.add(timer)
  }

  /** The file has its place now, or is gone. */
  isOver(path: string): void {
    if (this.#reasons.delete(path) && this.#reasons.size === 0) this.#alerts.clear('arriving')
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
  }
}
