import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { ReadDb, WriteDb } from './handles'
import { migrate } from './migrate'

/** Larger pages make the index cheaper to fill: measured, see docs/decisions. Fixed at creation. */
const PAGE_BYTES = 32_768
/** 3.51.3 mends a bug that could lose commits in WAL mode with two connections. */
const OLDEST_SQLITE = [3, 51, 3] as const

export interface OpenOptions {
  readonly path: string
  /** Another build of better-sqlite3's add-on, for runtimes that its own can't run in. */
  readonly nativeBinding?: string | undefined
}

/** Opens, creates or upgrades the database for the one writer. */
export function openWriter(options: OpenOptions): WriteDb {
  const db = connect(options, false) as WriteDb
  if (!existsSync(options.path) || isEmpty(db)) db.pragma(`page_size = ${PAGE_BYTES}`)
  db.pragma('journal_mode = WAL')
  db.pragma('foreign_keys = OFF')
  migrate(db)
  setDurability(db, 'NORMAL')
  return db
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
    throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE.join('.')} is needed`)
  }
  return db
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
}

function isOlder(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number)
  const first = oldest.findIndex((part, i) => (parts[i] ?? 0) !== part)
  return first !== -1 && (parts[first] ?? 0) < (oldest[first] ?? 0)
}
