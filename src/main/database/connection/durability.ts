import { errorCode } from '../../systemError'
import type { WriteDb } from '../handles'
import { setDurability } from './open'
import { rewriteWal } from './rewriteWal'
import { waitingFor } from './waitingFor'

/** So long a barrier that has to move the WAL waits for those who read just now. */
const WAIT_MS = 1_000

/** What `PRAGMA wal_checkpoint` answers: pages in the WAL, and how many of them the database has. */
interface WalState {
  readonly log: number
  readonly checkpointed: number
}

/** Commits that a power cut can't take back, where the disk keeps what it says it has synced. */
export class Durability {
  readonly #db: WriteDb
  /** So many pages of WAL make SQLite move them into the database by itself. */
  readonly #usualPages: number
  /** False from a failed sync on, and at first: nobody knows what failed before. */
  #trustsWal = false
  /** A sync failed, and what it should have put on disk was not written once more. */
  #isSuspect = false

  constructor(db: WriteDb) {
    this.#db = db
    this.#usualPages = Number(db.pragma('wal_autocheckpoint', { simple: true }))
  }

  /** A commit that is synced, and with it all commits before it. Returns what the change does. */
  commit<T>(change: () => T): T {
    this.mend()
    setDurability(this.#db, 'FULL')
    let isChanged = false
    try {
      return this.#db
        .transaction(() => {
          const result = change()
          isChanged = true
          return result
        })
        .immediate()
    } catch (error) {
      // Where the change itself was called off, no sync has failed.
      if (isChanged || errorCode(error).startsWith('SQLITE')) this.#distrust(error)
      throw error
    } finally {
      setDurability(this.#db, 'NORMAL')
    }
  }

  /**
   * Puts everything that was committed on disk, or throws.
   *
   * A sync of the WAL proves little after one that failed: the system counts what it could not write
   * as written, and SQLite says nothing of failures in checkpoints of its own. So the WAL is moved
   * into the database as well, which writes and syncs all of it once more. Somebody who reads may
   * keep it from being moved whole; then the WAL's own sync must do, if none failed. Else those who
   * read are waited for: a window asks a great deal just when it starts.
   */
  barrier(change: () => void): void {
    this.commit(change)
    const isMoved = this.#moveWal()
    if (!isMoved && !this.#trustsWal) {
      throw new Error('somebody has been reading the database for too long. It is tried again.')
    }
    this.#trustsWal = true
  }

  /**
   * Writes the WAL once more where a sync of it failed: a power cut in the middle of moving it into
   * the database would leave half of both. Until then SQLite moves nothing by itself. Throws when the
   * disk can't do it.
   */
  mend(): void {
    if (!this.#isSuspect) return
    rewriteWal(this.#db.name)
    this.#isSuspect = false
    this.#db.pragma(`wal_autocheckpoint = ${this.#usualPages}`)
  }

  #distrust(error: unknown): void {
    this.#trustsWal = false
    if (!errorCode(error).startsWith('SQLITE_IOERR')) return
    this.#isSuspect = true
    this.#db.pragma('wal_autocheckpoint = 0')
  }

  /** Whether the database now has all that the WAL holds. */
  #moveWal(): boolean {
    try {
      const move = this.#db.prepare<[], WalState>(
        `PRAGMA wal_checkpoint(${this.#trustsWal ? 'PASSIVE' : 'FULL'})`,
      )
      const state = waitingFor(this.#db, WAIT_MS, () => move.get())
      return state !== undefined && state.log === state.checkpointed
    } catch (error) {
      this.#distrust(error)
      throw error
    }
  }
}
