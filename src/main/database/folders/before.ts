import { basename, dirname } from 'node:path'
import type { AfterImport, FolderAnswer } from '#shared/folders'
import type { FileIdentity } from '../../record/identity'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'

type Look = Pick<FileIdentity, 'sizeBytes' | 'device' | 'inode' | 'mtimeNs'>
type Lookup = Look & { readonly name: string }
/** What was answered about a folder, and for which one it was asked. */
interface Asked {
  readonly answeredBy: number
  readonly answer: FolderAnswer | null
}

const ASKED = `asked.id AS answeredBy, asked.answer FROM watched_folders AS folder
  JOIN watched_folders AS asked ON asked.id = coalesce(folder.answered_by, folder.id)`
const selectFolder = perConnection((db: ReadDb) =>
  db.prepare<[string], Asked & { readonly id: number }>(
    `SELECT folder.id, ${ASKED}
     WHERE folder.id = (SELECT folder_id FROM watched_folder_paths WHERE path = ?)`,
  ),
)
/** One that keeps its name and its inode is the same file, whatever it holds by now. */
const selectSame = perConnection((db: ReadDb) =>
  db
    .prepare<[Lookup & { readonly folderId: number }], 1>(
      `SELECT 1 FROM files_before WHERE folder_id = @folderId AND name = @name
         AND ((device = @device AND inode = @inode)
           OR (size_bytes = @sizeBytes AND mtime_ns = @mtimeNs))
       UNION ALL
       SELECT 1 FROM files_before WHERE size_bytes = @sizeBytes AND mtime_ns = @mtimeNs
         AND folder_id = @folderId AND inode = @inode AND device = @device
       LIMIT 1`,
    )
    .pluck(),
)
/** So is one that looks the same, wherever it is now, if its name or its inode is the same. */
const selectMoved = perConnection((db: ReadDb) =>
  db.prepare<[Lookup], Asked>(
    `SELECT ${ASKED} JOIN files_before AS file ON file.folder_id = folder.id
     WHERE file.size_bytes = @sizeBytes AND file.mtime_ns = @mtimeNs
       AND (file.name = @name OR (file.inode = @inode AND file.device = @device))`,
  ),
)

/** Whether a file lay in a folder when that was met. */
export function layInFolder(db: ReadDb, folderId: number, name: string, look: Look): boolean {
  const { sizeBytes, device, inode, mtimeNs } = look
  return selectSame(db).get({ folderId, name, sizeBytes, device, inode, mtimeNs }) === 1
}

/**
 * What becomes after import of a file that lay in a watched folder when the folder was met; null for
 * one that came later, which goes the way that is set. One that has changed since, has another name
 * now, was moved into another folder, or lies on a disk with inodes that don't last, still counts as
 * having lain there: in doubt a file stays. What was answered for another folder than the one it
 * lies in now removes it from nowhere.
 */
export function endOfBefore(db: ReadDb, path: string, identity: FileIdentity): AfterImport | null {
  const folder = selectFolder(db).get(dirname(path))
  const name = basename(path)
  const { sizeBytes, device, inode, mtimeNs } = identity
  if (folder !== undefined && layInFolder(db, folder.id, name, identity)) return endBy(folder)
  for (const other of selectMoved(db).all({ name, sizeBytes, device, inode, mtimeNs })) {
    const end = endBy(other)
    if (end === 'keep' || other.answeredBy === folder?.answeredBy) return end
  }
  return null
}

const endBy = ({ answer }: Asked): AfterImport =>
  answer === null || answer === 'leave' ? 'keep' : answer

const selectBefore = perConnection((db: ReadDb) =>
  db
    .prepare<[number], [string, bigint, bigint]>(
      `SELECT name, size_bytes, CAST(mtime_ns AS INTEGER) FROM files_before WHERE folder_id = ?`,
    )
    .raw()
    .safeIntegers(),
)

/** Everything that lay in a folder: names joined by NUL, and size and time of each. */
export interface LayBefore {
  readonly names: string
  /** Bytes, and the last change in nanoseconds. */
  readonly sizesAndTimes: BigInt64Array<ArrayBuffer>
}

export function filesBefore(db: ReadDb, folderId: number): LayBefore {
  const rows = selectBefore(db).all(folderId)
  return {
    names: rows.map(([name]) => name).join('\0'),
    sizesAndTimes: BigInt64Array.from(rows.flatMap(([, size, mtime]) => [size, mtime])),
  }
}
