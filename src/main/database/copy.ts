import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { inMegabytes } from '#shared/bytes'
import type { ReadDb } from './handles'

/** A copy under this ending is not whole yet. */
const UNFINISHED = '.part'

/** There is no room for a copy of the database. */
export class NoRoomForCopyError extends Error {
  constructor(folder: string, neededBytes: number, freeBytes: number) {
    super(
      `a copy of the database needs about ${inMegabytes(neededBytes)}, and ${folder} has ${inMegabytes(freeBytes)} free. Free some space there and try again.`,
    )
    this.name = 'NoRoomForCopyError'
  }
}

/**
 * Copies the database as it is at this moment, WAL included, while others may go on writing it: one
 * SQLite file that needs no other. It is whole and on disk before it gets its name, only this user
 * may read it, and nothing is overwritten but a copy that was never finished.
 *
 * @returns the copy's size in bytes
 * @throws NoRoomForCopyError, SqliteError, or the system's error; then nothing is left behind
 */
export function copyDatabase(db: ReadDb, path: string): number {
  const folder = dirname(path)
  const { bavail, bsize } = statfsSync(folder)
  const neededBytes = usedBytes(db)
  if (bavail * bsize < neededBytes)
    throw new NoRoomForCopyError(folder, neededBytes, bavail * bsize)
  const unfinished = `${path}${UNFINISHED}`
  removeUnfinished(unfinished)
  try {
    // SQLite fills an empty file and leaves its rights alone; it would make one for everybody.
    closeSync(openSync(unfinished, 'wx', 0o600))
    // The copy is synced as the connection syncs its own database.
    db.pragma('synchronous = FULL')
    db.prepare('VACUUM INTO ?').run(unfinished)
    giveName(unfinished, path)
    syncFolder(folder)
    return statSync(path).size
  } finally {
    removeUnfinished(unfinished)
  }
}

/** With its journal: SQLite would roll that back into the next file of this name. */
function removeUnfinished(path: string): void {
  rmSync(`${path}-journal`, { force: true })
  rmSync(path, { force: true })
}

/** Only where it is free: a link is refused when something has the name. */
function giveName(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path)
  } catch (error) {
    if (existsSync(path)) throw error
    // A disk that has no links, such as a USB stick.
    renameSync(unfinished, path)
  }
}

/** Pages that hold something, in bytes. */
function usedBytes(db: ReadDb): number {
  const of = (pragma: string): number => Number(db.pragma(pragma, { simple: true }))
  return (of('page_count') - of('freelist_count')) * of('page_size')
}

function syncFolder(folder: string): void {
  // Windows can't open a folder, and puts a rename on disk by itself.
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
