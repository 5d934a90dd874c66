import { stat } from 'node:fs/promises'
import {
  databaseParts,
  type DatabasePart,
  type DatabasePlaces,
} from '../../database/connection/places'
import type { Alerts } from '../alerts'
import { errorCode } from '../../systemError'

const EVERY_MS = 2_000
/** A database thread that falls may take the WAL with it: what is missing is looked at twice. */
const AGAIN_MS = 500

export interface DatabaseGuardDeps {
  readonly path: string
  readonly alerts: Alerts
  /** Asks the writer's thread where the files lay that it opened. */
  readonly opened: () => Promise<DatabasePlaces>
  /** How often the writer's thread was started anew: it opens the files again then. */
  readonly restarts: () => number
  /** Told when the files go and when they are back. */
  readonly onChange: (gone: boolean) => void
}

/**
 * Sees whether the paths of the database, of its two companions and of its lock still lead to the
 * files that are open. SQLite does not: when one of them was moved away or removed, writing goes on
 * without an error and into nothing.
 */
export class DatabaseGuard {
  readonly #deps: DatabaseGuardDeps
  readonly #timer: NodeJS.Timeout
  readonly #stop = new AbortController()
  #opened: { readonly places: DatabasePlaces; readonly restarts: number } | null = null
  #gone = false
  #again: NodeJS.Timeout | undefined

  constructor(deps: DatabaseGuardDeps) {
    this.#deps = deps
    this.#timer = setInterval(() => void this.#look(true), EVERY_MS)
    this.#timer.unref()
    void this.#look(true)
  }

  stop(): void {
    this.#stop.abort()
    clearInterval(this.#timer)
    clearTimeout(this.#again)
  }

  /** Rejects with words unless every file is where the writer opened it. */
  async mustBeInPlace(): Promise<void> {
    const lost = await this.#lost()
    if (lost !== null) throw new Error(wordsFor(lost, this.#deps.path))
  }

  async #look(first: boolean): Promise<void> {
    let lost: DatabasePart | null
    try {
      lost = await this.#lost()
    } catch {
      // The thread is being started anew, or the disk does not answer: that proves nothing.
      return
    }
    if (this.#stop.signal.aborted || (lost !== null) === this.#gone) return
    if (lost !== null && first) {
      clearTimeout(this.#again)
      this.#again = setTimeout(() => void this.#look(false), AGAIN_MS)
      return
    }
    this.#gone = lost !== null
    if (lost === null) {
      this.#deps.alerts.clear('place')
    } else {
      const message = wordsFor(lost, this.#deps.path)
      this.#deps.alerts.raise('place', { code: 'database_missing', message })
    }
    this.#deps.onChange(this.#gone)
  }

  /** The first file that is not the one that was opened; null when all are. */
  async #lost(): Promise<DatabasePart | null> {
    const opened = await this.#places()
    for (const part of databaseParts) {
      const place = await placeNow(`${this.#deps.path}${part}`)
      // A thread that was started anew may have found no lock any more.
      if (place !== opened[part] || (part === '.lock' && place === '')) return part
    }
    return null
  }

  async #places(): Promise<DatabasePlaces> {
    const restarts = this.#deps.restarts()
    if (this.#opened?.restarts !== restarts) {
      this.#opened = { places: await this.#deps.opened(), restarts }
    }
    return this.#opened.places
  }
}

async function placeNow(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path, { bigint: true })
    return `${dev}:${ino}`
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return ''
    throw error
  }
}

function wordsFor(part: DatabasePart, path: string): string {
  if (part === '') {
    return `${path} was moved, removed or replaced while it was in use. Nothing more is imported or removed. Put it back, and importing goes on; or quit and start again with what lies there now.`
  }
  if (part === '.lock') {
    return `${path}.lock, which keeps other Downlinks away from the database, was moved, removed or replaced while it was in use. Nothing more is imported or removed. Start no other Downlink on this database; put the file back, or quit and start again.`
  }
  return `${path}${part}, which the database needs beside it, was moved, removed or replaced while it was in use. Nothing more is imported or removed. Put it back, and importing goes on; or quit, which brings all that was stored into the database, and start again.`
}
