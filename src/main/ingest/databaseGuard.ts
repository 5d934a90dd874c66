import { statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Alerts } from './alerts'
import { errorCode } from './systemError'

const EVERY_MS = 2_000

/**
 * Sees whether the database's path still leads to the file that is open. SQLite does not: when the
 * file was moved away or removed, writing goes on without an error and into nothing.
 */
export class DatabaseGuard {
  readonly #path: string
  readonly #alerts: Alerts
  readonly #onChange: (gone: boolean) => void
  readonly #opened: string
  readonly #timer: NodeJS.Timeout
  #gone = false
  #stopped = false

  /** To be made while the database is open; `onChange` is told when it goes and when it is back. */
  constructor(path: string, alerts: Alerts, onChange: (gone: boolean) => void) {
    this.#path = path
    this.#alerts = alerts
    this.#onChange = onChange
    this.#opened = idOf(statSync(path, { bigint: true }))
    this.#timer = setInterval(() => void this.#look(), EVERY_MS)
    this.#timer.unref()
  }

  stop(): void {
    this.#stopped = true
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const gone = await this.#isGone()
    if (gone === this.#gone || this.#stopped) return
    this.#gone = gone
    if (gone) {
      this.#alerts.raise('place', {
        code: 'database_missing',
        message: `${this.#path} was moved, removed or replaced while it was in use. Nothing more is imported or removed. Put it back, and importing goes on; or quit and start again with what lies there now.`,
      })
    } else {
      this.#alerts.clear('place')
    }
    this.#onChange(gone)
  }

  /** Only what is seen counts: a disk that does not answer is no proof. */
  async #isGone(): Promise<boolean> {
    try {
      return idOf(await stat(this.#path, { bigint: true })) !== this.#opened
    } catch (error) {
      return ['ENOENT', 'ENOTDIR'].includes(errorCode(error)) || this.#gone
    }
  }
}

function idOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${dev}:${ino}`
}
