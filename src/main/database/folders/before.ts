import { basename, dirname } from 'node:path'
import type { AfterImport } from '#shared/folders'
import type { FileIdentity } from '../../record/identity'
import type { ReadDb } from '../handles'
import { perConnection } from '../perConnection'
import type { MetFolder } from './met'

interface Lookup {
  readonly folderId: number
  readonly name: string
  readonly sizeBytes: number
  readonly device: string
  readonly inode: string
  readonly mtimeNs: string
}

const selectFolder = perConnection((db: ReadDb) =>
  db.prepare<[string], Pick<MetFolder, 'id' | 'answer'>>(
    `SELECT folder.id, asked.answer FROM watched_folders AS folder
     JOIN watched_folders AS asked ON asked.id = coalesce(folder.answered_by, folder.id)
     WHERE folder.files > 0
       AND folder.id = (SELECT folder_id FROM watched_folder_paths WHERE path = ?)`,
  ),
)
/** One that keeps its name and its inode is the same file; so is one that keeps size and time too. */
const selectSame = perConnection((db: ReadDb) =>
  db
    .prepare<[Lookup], 1>(
      `SELECT 1 FROM files_before WHERE folder_id = @folderId AND name = @name
         AND ((device = @device AND inode = @inode)
           OR (size_bytes = @sizeBytes AND mtime_ns = @mtimeNs))
       UNION ALL
       SELECT 1 FROM files_before WHERE folder_id = @folderId AND inode = @inode
         AND device = @device AND size_bytes = @sizeBytes AND mtime_ns = @mtimeNs
       LIMIT 1`,
    )
    .pluck(),
)

/**
 * What becomes after import of a file that lay in a watched folder when the folder was met; null for
 * one that came later, which goes the way that is set. One that has changed since, has another name
 * now, or lies on a disk with inodes that don't last, still counts as having lain there: in doubt a
 * file stays.
 */
export function endOfBefore(db: ReadDb, path: string, identity: FileIdentity): AfterImport | null {
  const folder = selectFolder(db).get(dirname(path))
  if (folder === undefined) return null
  const { sizeBytes, device, inode, mtimeNs } = identity
  const name = basename(path)
  const lookup = { folderId: folder.id, name, sizeBytes, device, inode, mtimeNs }
  if (selectSame(db).get(lookup) === undefined) return null
  return folder.answer === null || folder.answer === 'leave' ? 'keep' : folder.answer
}

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
