import { openReader, type OpenOptions } from '../connection/open'
import { isWithoutWal } from '../connection/lineage'
import { versionOf } from '../connection/migrate'

/** A copy that was made is not what a backup has to be. It did not get its name. */
class UnfitCopyError extends Error {
  constructor(found: string) {
    super(
      `the copy was read again and is not whole (${found}). Check the disk that it was written to, and the database: 'PRAGMA integrity_check' says how it is.`,
    )
    this.name = 'UnfitCopyError'
  }
}

/**
 * Reads all of a copy that nothing has open: that SQLite finds no fault in it, that it is of the
 * version that it was made of, and that it needs no other file.
 *
 * @throws UnfitCopyError; SqliteError
 */
export function proveCopy(copy: OpenOptions, version: number): void {
  if (!isWithoutWal(copy.path)) throw new UnfitCopyError('it needs another file')
  const db = openReader(copy)
  try {
    if (versionOf(db) !== version) throw new UnfitCopyError(`it has version ${versionOf(db)}`)
    const found = db.pragma('integrity_check(1)', { simple: true })
    if (found !== 'ok') throw new UnfitCopyError(String(found))
  } finally {
    db.close()
  }
}
