import { hostname } from 'node:os'
import Database from 'better-sqlite3'
import type { OpenOptions } from './open'

interface Holder {
  readonly pid: number
  readonly host: string
  readonly since: string
}

/** Another engine works on the same database. */
export class DatabaseInUseError extends Error {
  constructor(databasePath: string, holder: Holder | undefined) {
    const who =
      holder === undefined
        ? 'another Downlink'
        : `another Downlink (process ${holder.pid} on ${holder.host}, since ${holder.since})`
    super(`${who} is already importing into ${databasePath}: close it, or use another database`)
    this.name = 'DatabaseInUseError'
  }
}

/** The right to write a database. It ends with the process, however that ends. */
export interface DatabaseLock {
  release(): void
}

/**
 * Takes `<database>.lock`, a SQLite file whose write lock is held for as long as the engine runs.
 * Its one row names the holder and stays readable. Throws DatabaseInUseError.
 */
export function lockDatabase(options: OpenOptions): DatabaseLock {
  const db = new Database(`${options.path}.lock`, {
    timeout: 0,
    ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
  })
  const me: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  try {
    // No journal file: one left by a killed process would have to be rolled back first.
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN IMMEDIATE')
    db.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT)')
    db.exec('DELETE FROM holder')
    db.prepare('INSERT INTO holder (pid, host, since) VALUES (@pid, @host, @since)').run(me)
    // The row must be committed to be readable; the lock is taken again at once.
    db.exec('COMMIT; BEGIN IMMEDIATE')
  } catch (error) {
    const holder = isBusy(error) ? readHolder(db) : undefined
    db.close()
    if (isBusy(error)) throw new DatabaseInUseError(options.path, holder)
    throw error
  }
  return {
    release: () => {
      db.exec('DELETE FROM holder; COMMIT')
      db.close()
    },
  }
}

function readHolder(db: Database.Database): Holder | undefined {
  try {
    return db.prepare<[], Holder>('SELECT pid, host, since FROM holder').get()
  } catch {
    return undefined
  }
}

function isBusy(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null
  return typeof code === 'string' && code.startsWith('SQLITE_BUSY')
}
