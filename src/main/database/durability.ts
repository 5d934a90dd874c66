import Database from 'better-sqlite3'
import type { WriteDb } from './handles'
import { setDurability } from './open'

/** What `PRAGMA wal_checkpoint` answers: pages in the WAL, and how many of them the database has. */
interface WalState {
  readonly log: number
  readonly checkpointed: number
}

/** Commits that a power cut can't take back, where the disk keeps what it says it has synced. */
export class Durability {
  readonly #db: WriteDb
  /** False from a failed sync on, and at first: nobody knows what failed before. */
  #trustsWal = false

  constructor(db: WriteDb) {
    this.#db = db
  }

  /** A commit that is synced, and with it all commits before it. Returns what the change does. */
  commit<T>(change: () => T): T {
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
      if (isChanged || error instanceof Database.SqliteError) this.#trustsWal = false
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
   * keep it from being moved whole; then the WAL's own sync must do, if none failed.
   */
  barrier(change: () => void): void {
    this.commit(change)
    const isMoved = this.#moveWal()
    if (!isMoved && !this.#trustsWal) {
      throw new Error('somebody has been reading the database for too long. It is tried again.')
    }
    this.#trustsWal = true
  }

  /** Whether the database now has all that the WAL holds. */
  #moveWal(): boolean {
    try {
      const state = this.#db.prepare<[], WalState>('PRAGMA wal_checkpoint(PASSIVE)').get()
      return state !== undefined && state.log === state.checkpointed
    } catch (error) {
      this.#trustsWal = false
      throw error
    }
  }
}
