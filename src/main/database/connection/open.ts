import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { ReadDb, WriteDb } from '../handles'
import { isEmpty, migrate, versionOf } from './migrate'
import { UnusableDatabaseError } from './unusable'

/** Larger pages make the index cheaper to fill: measured, see docs/decisions. Fixed at creation. */
const PAGE_BYTES = 32_768
/** No SQLite database is shorter. Of a shorter file SQLite makes a new database. */
const SHORTEST_BYTES = 512
/** 3.51.3 mends a bug that could lose commits in WAL mode with two connections. */
const OLDEST_SQLITE = [3, 51, 3] as const

export interface OpenOptions {
  readonly path: string
  /** Another build of better-sqlite3's add-on, for runtimes that its own can't run in. */
  readonly nativeBinding?: string | undefined
}

/**
 * Opens, creates or upgrades the database for the one writer.
 * @throws UnusableDatabaseError, SqliteError; the file is then as it was
 */
export function openWriter(options: OpenOptions): WriteDb {
  mustBeWhole(options.path)
  const db = connect(options, false) as WriteDb
  try {
    // Before anything else: even the way of journaling is kept in the file.
    versionOf(db)
    if (isEmpty(db)) db.pragma(`page_size = ${PAGE_BYTES}`)
    if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
      throw new UnusableDatabaseError(
        'the disk that it lies on can not hold a database that is read and written at once (SQLite has no WAL there). Use a folder on a local disk.',
      )
    }
    db.pragma('foreign_keys = OFF')
    migrate(db)
    setDurability(db, 'NORMAL')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens an existing database for questions only. */
export function openReader(options: OpenOptions): ReadDb {
  const db = connect(options, true) as ReadDb
  db.pragma('cache_size = -16384')
  return db
}

/**
 * NORMAL keeps the database whole over a power cut but may lose the last commits; FULL makes each
 * commit durable. SQLite changes the value by itself when it creates a database, so it is set
 * after the first write and read back.
 */
export function setDurability(db: WriteDb, level: 'NORMAL' | 'FULL'): void {
  db.pragma(`synchronous = ${level}`)
  const now = db.pragma('synchronous', { simple: true })
  const wanted = level === 'FULL' ? 2 : 1
  if (now !== wanted) throw new Error(`SQLite did not take synchronous = ${level}`)
}

function connect(options: OpenOptions, readonly: boolean): Database.Database {
  const db = new Database(options.path, {
    readonly,
    fileMustExist: readonly,
    timeout: 5_000,
    ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
  })
  const version = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '0'
  if (isOlder(version, OLDEST_SQLITE)) {
    db.close()
    throw new UnusableDatabaseError(
      `SQLite ${version} is too old: ${OLDEST_SQLITE.join('.')} is needed, because older ones can lose what was stored. Install Downlink's own packages again.`,
    )
  }
  return db
}

/**
 * SQLite makes a database where there is none, or an empty file, and deletes the WAL that lies
 * beside it. The last commits of a database that was moved away without its WAL are only there.
 */
function mustBeWhole(path: string): void {
  const bytes = sizeOf(path)
  if (bytes >= SHORTEST_BYTES) return
  if (bytes > 0) {
    throw new UnusableDatabaseError(
      'this is not a database. Nothing was changed. Name another file for the database.',
    )
  }
  const wal = `${path}-wal`
  if (sizeOf(wal) === 0) return
  throw new UnusableDatabaseError(
    `it is missing or empty, but ${wal}, which holds what was stored in it last, is there. Put the database back, or move that file away too. Nothing was changed.`,
  )
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function isOlder(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number)
  const first = oldest.findIndex((part, i) => (parts[i] ?? 0) !== part)
  return first !== -1 && (parts[first] ?? 0) < (oldest[first] ?? 0)
}
