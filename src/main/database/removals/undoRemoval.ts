import type { StoredFile } from '../files/files'
import type { WriteDb } from '../handles'
import { perConnection } from '../perConnection'
import { knownFile, nameOf, removalLock } from './locks'
import { RemovalRefusedError } from './refusal'
import { putBack, takeOut } from './removePackage'
import { removalOf, setRemovalUndone, type RemovalRow } from './rows'

/** The same content that came after the removal, or what may become it: a file that is being read. */
const selectAgain = perConnection((db: WriteDb) =>
  db.prepare<[{ fileId: number; removedAt: string }], { id: number; isOver: number }>(
    `SELECT other.id, other.status NOT IN ('processing', 'waiting', 'paused') AS isOver
     FROM files AS own JOIN files AS other
       ON other.size_bytes = own.size_bytes AND other.id <> own.id
     WHERE own.id = @fileId
       AND CASE
         WHEN other.status = 'processing' THEN 1
         WHEN other.checkpoint_line = 0 OR other.status IN ('queued', 'duplicate') THEN 0
         WHEN other.id IN (SELECT hidden_files.file_id FROM hidden_files) THEN 0
         WHEN other.status = 'complete' AND other.fingerprint = own.fingerprint
           THEN other.finished_at >= @removedAt
         ELSE other.id > own.id AND other.path = own.path AND other.device = own.device
           AND other.inode = own.inode AND other.mtime_ns = own.mtime_ns END
     ORDER BY other.id LIMIT 1`,
  ),
)

/**
 * Brings a removed package back as it was; where another one took its place, that one is removed in
 * the same transaction. Returns the file that was removed for it, or null. Throws
 * RemovalRefusedError when it can't be brought back.
 */
export function undoRemoval(
  db: WriteDb,
  { fileId, by }: { fileId: number; by: string },
  now: string,
): number | null {
  const file = knownFile(db, fileId)
  const removal = removalOf(db, fileId)
  if (removal === null) throw new RemovalRefusedError(`${nameOf(file)} is not removed.`)
  if (removal.freeingAt !== null) {
    throw new RemovalRefusedError(
      `The space of ${nameOf(file)} was given back, so its rows are gone. Import its file again.`,
    )
  }
  const other = replacementOf(db, removal)
  const again = selectAgain(db).get({ fileId, removedAt: removal.removedAt })
  if (again !== undefined && again.id !== other?.id) {
    throw new RemovalRefusedError(againWords(file, again))
  }
  setRemovalUndone(db, removal.id, by, now)
  putBack(db, fileId)
  if (other === null) return null
  const note = `Undone: ${nameOf(file)} is back in its place`
  takeOut(db, { fileId: other.id, by, note, replacedBy: fileId }, now)
  return other.id
}

/** The package that has the place of a removed one now; null where there is none. */
function replacementOf(db: WriteDb, { fileId, replacedBy }: RemovalRow): StoredFile | null {
  if (replacedBy === null) return null
  const other = knownFile(db, replacedBy)
  const { removal } = other
  if (removal === null) {
    const lock = removalLock(db, other)
    if (lock !== null) throw new RemovalRefusedError(lock)
    return other
  }
  // Removed with nothing in its place: the place is free.
  if (removal.replacedBy === null || removal.replacedBy === fileId) return null
  throw new RemovalRefusedError(
    `${nameOf(other)}, which took its place, was replaced by #${removal.replacedBy} since. Undo that first.`,
  )
}

function againWords(file: StoredFile, again: { id: number; isOver: number }): string {
  return again.isOver === 1
    ? `It was imported again as #${again.id}. Remove that first: else its lines would be there twice.`
    : `#${again.id}, a file of the same size, is being read: it may be ${nameOf(file)} once more. Wait for it, or cancel and remove it.`
}
