import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { errorCode } from './systemError'

/** What `fsync` says where there is no such thing, as for folders on some network drives. */
const NO_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR'])

/** Whether a sync failed because what was to be synced has none. */
export function hasNoSync(error: unknown): boolean {
  const code = errorCode(error)
  // Windows syncs only what was opened for writing, and folders not at all.
  return NO_SYNC.has(code) || (process.platform === 'win32' && code === 'EPERM')
}

/** Windows puts a rename on disk by itself. */
const SYNCS_BY_ITSELF = process.platform === 'win32'

/** Puts the names in a folder on disk, where that can be done. */
export async function syncFolder(path: string): Promise<void> {
  if (SYNCS_BY_ITSELF) return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    if (!hasNoSync(error)) throw error
  } finally {
    await folder.close()
  }
}

/** The same for callers that can't wait. */
export function syncFolderNow(path: string): void {
  if (SYNCS_BY_ITSELF) return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } catch (error) {
    if (!hasNoSync(error)) throw error
  } finally {
    closeSync(folder)
  }
}
