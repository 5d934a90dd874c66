import { statSync } from 'node:fs'
import { hostname } from 'node:os'
import Database from 'better-sqlite3'
import { UnusableDatabaseError } from './migrate'
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
 * Its one holder stays readable. It also remembers that the database held something once: SQLite
 * would make a new one of a file that has become empty, without a word.
 *
 * @param options the path must lead to the file itself: by a link there would be two locks
 * @throws DatabaseInUseError, UnusableDatabaseError, SqliteError
 */
export function lockDatabase(options: OpenOptions): DatabaseLock {
  const db = new Database(`${options.path}.lock`, {
    timeout: 0,
    ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
  })
  const me: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  try {
    db.exec('BEGIN IMMEDIATE')
    db.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT)')
    db.exec('DELETE FROM holder')
    db.prepare('INSERT INTO holder (pid, host, since) VALUES (@pid, @host, @since)').run(me)
    mustNotBeEmptied(db, options.path)
    // The row must be committed to be readable; the lock is taken again at once.
    db.exec('COMMIT; BEGIN IMMEDIATE')
  } catch (error) {
    const code = codeOf(error)
    const busy = code.startsWith('SQLITE_BUSY')
    const holder = busy ? readHolder(db) : undefined
    db.close()
    if (busy) throw new DatabaseInUseError(options.path, holder)
    if (code !== 'SQLITE_NOTADB' && !code.startsWith('SQLITE_CORRUPT')) throw error
    throw new UnusableDatabaseError(
      `${options.path}.lock beside it is damaged. It holds no telemetry: when no other Downlink uses this database, remove that file and start again.`,
    )
  }
  return {
    release: () => {
      try {
        remember(db, options.path)
        db.exec('DELETE FROM holder; COMMIT')
      } catch {
        // On a full disk the row stays. The lock itself ends here all the same.
      } finally {
        db.close()
      }
    },
  }
}

/** One that is missing was taken away on purpose, or is a first one: a new one may be made. */
function mustNotBeEmptied(db: Database.Database, path: string): void {
  db.exec('CREATE TABLE IF NOT EXISTS last_seen (database_bytes INTEGER)')
  const before = Number(db.prepare('SELECT database_bytes FROM last_seen').pluck().get() ?? 0)
  if (before > 0 && statSync(path, { throwIfNoEntry: false })?.size === 0) {
    throw new UnusableDatabaseError(
      'this file is empty now, but it was a database with content. Put a backup in its place; or remove it, and a new database is made. Nothing was changed.',
    )
  }
  remember(db, path)
}

function remember(db: Database.Database, path: string): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  db.exec('DELETE FROM last_seen')
  db.prepare('INSERT INTO last_seen (database_bytes) VALUES (?)').run(bytes)
}

function readHolder(db: Database.Database): Holder | undefined {
  try {
    return db.prepare<[], Holder>('SELECT pid, host, since FROM holder').get()
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null
  return typeof code === 'string' ? code : ''
}
