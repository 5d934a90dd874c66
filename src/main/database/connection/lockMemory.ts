import type Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { isWithoutWal, lineageOf } from './lineage'
import { UnusableDatabaseError } from './unusable'

interface Known {
  readonly databaseFile: string
  readonly walFile: string
  readonly lineage: number
}

/**
 * What a lock file remembers of its database, so that what was put in its place is noticed: SQLite
 * makes a new one of a file that has become empty, and plays a WAL that was left beside it into
 * whatever database it finds, without a word.
 *
 * @throws UnusableDatabaseError
 */
export function mustBeAsRemembered(lock: Database.Database, path: string): void {
  lock.exec('CREATE TABLE IF NOT EXISTS last_seen (database_bytes INTEGER)')
  lock.exec('CREATE TABLE IF NOT EXISTS known (databaseFile TEXT, walFile TEXT, lineage INTEGER)')
  const bytesBefore = Number(
    lock.prepare('SELECT database_bytes FROM last_seen').pluck().get() ?? 0,
  )
  // One that is missing was taken away on purpose, or is a first one: a new one may be made.
  if (bytesBefore > 0 && statSync(path, { throwIfNoEntry: false })?.size === 0) {
    throw new UnusableDatabaseError(
      'this file is empty now, but it was a database with content. Put a backup in its place; or remove it, and a new database is made. Nothing was changed.',
    )
  }
  const known = lock.prepare<[], Known>('SELECT * FROM known').get()
  const wal = `${path}-wal`
  const hasWal = (statSync(wal, { throwIfNoEntry: false })?.size ?? 0) > 0
  if (known !== undefined && hasWal && isAnother(known, path, wal)) {
    throw new UnusableDatabaseError(
      `this is another file than the one that ${wal} belongs to, such as a backup that was put in its place. Used together they would be damaged. Move ${wal} and ${path}-shm away, or put back the file that was here. Where you know that they belong together, remove ${path}.lock. Nothing was changed.`,
    )
  }
  // Without a WAL any database may stand here.
  if (!hasWal) lock.exec('DELETE FROM known')
  rememberSize(lock, path)
}

/**
 * Keeps which file the database is, and which one its WAL, now that both are open.
 * @param lineage the database's application id: opening the file to read it would drop SQLite's locks
 */
export function rememberFiles(lock: Database.Database, path: string, lineage: number): void {
  lock.exec('DELETE FROM known')
  lock
    .prepare('INSERT INTO known VALUES (@databaseFile, @walFile, @lineage)')
    .run({ databaseFile: fileIn(path), walFile: fileIn(`${path}-wal`), lineage } satisfies Known)
}

export function rememberSize(lock: Database.Database, path: string): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  lock.exec('DELETE FROM last_seen')
  lock.prepare('INSERT INTO last_seen (database_bytes) VALUES (?)').run(bytes)
}

/** Both being others is a folder that was copied as a whole. */
function isAnother(known: Known, path: string, wal: string): boolean {
  // That one is missing is found when it is opened.
  if (fileIn(path) === '') return false
  if (isWithoutWal(path)) return true
  const lineage = lineageOf(path)
  if (lineage !== 0 && known.lineage !== 0 && lineage !== known.lineage) return true
  return isSame(known.walFile, fileIn(wal)) && !isSame(known.databaseFile, fileIn(path))
}

/** Inode and birth: a removed file's inode is soon given to another. '' where there is no file. */
function fileIn(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (found === undefined) return ''
  // A disk that keeps no birth time reports none, or that of the last change.
  const hasBirth = found.birthtimeNs !== 0n && found.birthtimeNs !== found.ctimeNs
  return `${found.ino}:${hasBirth ? found.birthtimeNs : ''}`
}

function isSame(one: string, other: string): boolean {
  const [inode, birth = ''] = one.split(':')
  const [otherInode, otherBirth = ''] = other.split(':')
  return inode === otherInode && (birth === '' || otherBirth === '' || birth === otherBirth)
}
