import { closeSync, fdatasync, openSync } from 'node:fs'
import { errorCode } from '../../systemError'
import type { WriteDb } from '../handles'
import { setDurability } from './open'
import { rewriteWal } from './rewriteWal'
import { waitingFor } from './waitingFor'

/** So long a barrier that has to move the WAL waits for those who read just now. */
const WAIT_MS = 1_000
/** So much of a file makes it worth to have the disk write: small packages don't wait for it. */
const FLUSHED_BYTES = 2 * 1024 ** 2

/** What `PRAGMA wal_checkpoint` answers: pages in the WAL, and how many of them the database has. */
interface WalState {
  readonly log: number
  readonly checkpointed: number
}

type Flush = (file: number, done: (error: Error | null) => void) => void

/** Commits that a power cut can't take back, where the disk keeps what it says it has synced. */
export class Durability {
  readonly #db: WriteDb
  readonly #flush: Flush
  /** So many pages of WAL make SQLite move them into the database by itself. */
  readonly #usualPages: number
  /** False from a failed sync on, and at first: nobody knows what failed before. */
  #trustsWal = false
  /** A sync failed, and what it should have put on disk was not written once more. */
  #isSuspect = false
  /** The WAL, opened to be flushed; null while nothing was. */
  #wal: number | null = null
  #isFlushing = false
  #unflushed = 0

  /** @param flush has the disk write what an open file got; a test's own where it must fail */
  constructor(db: WriteDb, flush: Flush = fdatasync) {
    this.#db = db
    this.#flush = flush
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

  /**
   * Has the disk write what was committed while the next chunk is made, so that moving it into the
   * database waits for less. It proves nothing: whoever needs to know asks for a barrier.
   *
   * @param bytes of the file that were stored since the last call
   */
  flushSoon(bytes: number): void {
    this.#unflushed += bytes
    if (this.#unflushed < FLUSHED_BYTES || this.#isFlushing || this.#isSuspect) return
    this.#wal ??= openWal(this.#db)
    const wal = this.#wal
    if (wal === null) return
    this.#unflushed = 0
    this.#isFlushing = true
    this.#flush(wal, (error) => {
      this.#isFlushing = false
      if (this.#wal === null) closeSync(wal)
      else if (error !== null) this.#suspect()
    })
  }

  /** To be called before the database is closed. Throws as `mend` does. */
  close(): void {
    this.mend()
    const wal = this.#wal
    this.#wal = null
    if (wal !== null && !this.#isFlushing) closeSync(wal)
  }

  #distrust(error: unknown): void {
    this.#trustsWal = false
    if (errorCode(error).startsWith('SQLITE_IOERR')) this.#suspect()
  }

  #suspect(): void {
    this.#trustsWal = false
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

/**
 * Alone among the database's files SQLite holds no locks on the WAL, which closing it could drop.
 * null where it can't be opened: then it is flushed when it must be.
 */
function openWal(db: WriteDb): number | null {
  try {
    return openSync(`${db.name}-wal`, 'r+')
  } catch {
    return null
  }
}
