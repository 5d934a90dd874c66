import { hostname } from 'node:os'
import Database from 'better-sqlite3'
import { mustBeAsRemembered, rememberFiles, rememberSize } from './lockMemory'
import { UnusableDatabaseError } from './unusable'
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
  /**
   * Keeps which files the open database and its WAL are, and the database's own number.
   * @throws SqliteError
   */
  remember(lineage: number): void
  release(): void
}

/**
 * Takes `<database>.lock`, a SQLite file whose write lock is held for as long as the engine runs.
 * Its one holder stays readable. It also remembers which files the database and its WAL are.
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
    mustBeAsRemembered(db, options.path)
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
    remember: (lineage) => {
      rememberFiles(db, options.path, lineage)
      // It is kept only once it is committed.
      db.exec('COMMIT; BEGIN IMMEDIATE')
    },
    release: () => {
      try {
        rememberSize(db, options.path)
        db.exec('DELETE FROM holder; COMMIT')
      } catch {
        // On a full disk the row stays. The lock itself ends here all the same.
      } finally {
        db.close()
      }
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

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null
  return typeof code === 'string' ? code : ''
}
