import { stat } from 'node:fs/promises'
import { FileFailureError } from '../reader/failure'

/** What SQLite may have open, by what is added to the database's name. */
const ENDINGS = ['', '-wal', '-shm', '-journal', '.lock', '.lock-journal', '.stage', '.removed']
/** SQLite makes some of them anew while it runs. */
const FRESH_MS = 1_000

/**
 * The files of the open database. None may be read as a package, by whatever name: closing any
 * descriptor of such a file drops SQLite's locks on it in the whole process, and then a second engine
 * could write beside this one.
 */
export class OwnFiles {
  readonly #paths: readonly string[]
  #places: Promise<ReadonlySet<string | null>> | null = null
  #askedAt = 0

  constructor(databasePath: string) {
    this.#paths = ENDINGS.map((ending) => `${databasePath}${ending}`)
  }

  /** Throws FileFailureError (unreadable) where the path leads to one of them. */
  async refuse(path: string): Promise<void> {
    if (this.#places === null || performance.now() - this.#askedAt > FRESH_MS) {
      this.#askedAt = performance.now()
      this.#places = Promise.all(this.#paths.map(placeOf)).then((places) => new Set(places))
    }
    const place = await placeOf(path)
    if (place === null || !(await this.#places).has(place)) return
    throw new FileFailureError(
      'unreadable',
      'This is a file of Downlink’s own database, and no package. It is left alone.',
    )
  }
}

/** Null where nothing can be seen. */
async function placeOf(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path, { bigint: true })
    return `${dev}:${ino}`
  } catch {
    return null
  }
}
