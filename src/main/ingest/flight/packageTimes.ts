import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseService } from '../databaseService/databaseService'
import { DatabaseTroubleError } from '../databaseService/databaseTrouble'
import { WorkerClosedError } from '../../workers/workerThread'
import { announce, listen } from '../events'

/** So long a step lets an import go first; packages that come meanwhile share the next one. */
const PAUSE_MS = 100

interface PackageTimesDeps {
  readonly database: Pick<DatabaseService, 'write'>
  /** Whether packages are being imported just now. */
  readonly isBusy: () => boolean
}

/**
 * Has the writer find out in the background which time packages have: those that came, those whose
 * records changed, and at the start all that an older version stored. Nothing waits for it: what is
 * not found out yet is found out when it is asked for.
 */
export class PackageTimes {
  readonly #deps: PackageTimesDeps
  readonly #stop = new AbortController()
  readonly #unlisten: (() => void)[]
  #isAtWork = false
  #again = false

  constructor(deps: PackageTimesDeps) {
    this.#deps = deps
    this.#unlisten = [
      listen('file', ({ status }) => {
        if (status !== 'processing' && status !== 'queued') this.look()
      }),
      listen('mend', () => this.look()),
      listen('removal', () => this.look()),
    ]
  }

  /** Looks for packages that are due. */
  look(): void {
    this.#again = true
    if (!this.#isAtWork) void this.#work()
  }

  stop(): void {
    this.#stop.abort()
    for (const unlisten of this.#unlisten) unlisten()
  }

  async #work(): Promise<void> {
    this.#isAtWork = true
    try {
      let more = true
      while ((more || this.#again) && !this.#stop.signal.aborted) {
        const fromNewest = this.#again
        this.#again = false
        more = await this.#deps.database.write('measureTimes', { fromNewest })
        if (this.#deps.isBusy()) {
          await sleep(PAUSE_MS, undefined, { signal: this.#stop.signal })
        }
      }
    } catch (error) {
      this.#told(error)
    } finally {
      this.#isAtWork = false
    }
  }

  /** A disk that is full and the like are told by what imports; it is tried again with the next change. */
  #told(error: unknown): void {
    if (this.#stop.signal.aborted) return
    if (error instanceof DatabaseTroubleError || error instanceof WorkerClosedError) return
    const { message, stack = null } = error instanceof Error ? error : new Error(String(error))
    announce('fault', { message, stack })
  }
}
