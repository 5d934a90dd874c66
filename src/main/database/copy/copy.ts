import { closeSync, openSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { inMegabytes } from '#shared/bytes'
import { takeName } from '../../newFile'
import type { ReadDb } from '../handles'
import { giveLineage } from '../connection/lineage'

/** A copy under the first of these endings is not whole yet; SQLite keeps the second beside it. */
export const UNFINISHED = ['.part', '.part-journal'] as const

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
 * @param prove is given the copy before it gets its name, which it does not get if this throws
 * @returns the copy's size in bytes
 * @throws NoRoomForCopyError, SqliteError, the system's error, or what `prove` throws; then nothing is
 * left behind
 */
export function copyDatabase(
  db: ReadDb,
  path: string,
  prove: (draft: string) => void = () => undefined,
): number {
  const folder = dirname(path)
  const { bavail, bsize } = statfsSync(folder)
  const neededBytes = usedBytes(db)
  if (bavail * bsize < neededBytes)
    throw new NoRoomForCopyError(folder, neededBytes, bavail * bsize)
  const [unfinished] = unfinishedCopy(path)
  removeUnfinished(path)
  try {
    // SQLite fills an empty file and leaves its rights alone; it would make one for everybody.
    closeSync(openSync(unfinished, 'wx', 0o600))
    // The copy is synced as the connection syncs its own database.
    db.pragma('synchronous = FULL')
    db.prepare('VACUUM INTO ?').run(unfinished)
    giveLineage(unfinished)
    prove(unfinished)
    takeName(unfinished, path)
    return statSync(path).size
  } finally {
    removeUnfinished(path)
  }
}

/** What lies there while a copy is made. */
export function unfinishedCopy(path: string): [draft: string, journal: string] {
  return [`${path}${UNFINISHED[0]}`, `${path}${UNFINISHED[1]}`]
}

/** With its journal: SQLite would roll that back into the next file of this name. */
function removeUnfinished(path: string): void {
  for (const left of unfinishedCopy(path)) rmSync(left, { force: true })
}

/** Pages that hold something, in bytes. */
function usedBytes(db: ReadDb): number {
  const of = (pragma: string): number => Number(db.pragma(pragma, { simple: true }))
  return (of('page_count') - of('freelist_count')) * of('page_size')
}
