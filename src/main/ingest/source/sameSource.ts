import type { BigIntStats } from 'node:fs'
import { identityOf, type FileIdentity } from '../../record/identity'

/**
 * Still the file that was read, with the bytes that were read, as far as inode, size and mtime tell.
 * This is what can be asked of a file after a rename, because the rename itself sets a new ctime.
 *
 * The device is not asked for: systems number their disks anew at each start. Which disk it is
 * follows from the folder, whose handle the file was looked up by.
 */
export function sameBytes(read: FileIdentity, found: BigIntStats): boolean {
  return found.isFile() && sameRead(read, identityOf(found))
}

/** The same, of a file that was opened. */
export function sameRead(read: FileIdentity, now: FileIdentity): boolean {
  return (
    now.inode === read.inode && now.sizeBytes === read.sizeBytes && now.mtimeNs === read.mtimeNs
  )
}

/** The same bytes, and nothing at all was done to the file since it was read. */
export function untouched(read: FileIdentity, found: BigIntStats): boolean {
  return sameBytes(read, found) && found.ctimeNs.toString() === read.ctimeNs
}

/** How the file differs from the one that was read, in words. */
export function changeWords(read: FileIdentity, found: BigIntStats): string {
  const now = identityOf(found)
  if (!found.isFile() || now.inode !== read.inode) return 'another file took its place'
  if (now.sizeBytes > read.sizeBytes) return 'it has grown'
  if (now.sizeBytes < read.sizeBytes) return 'it has become shorter'
  if (now.mtimeNs !== read.mtimeNs) return 'it was written to'
  return 'its permissions, name or links were changed'
}
