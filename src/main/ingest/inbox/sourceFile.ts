import { lstat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { StoredFile } from '../../database/files/files'
import { identityOf, sameIdentity } from '../../record/identity'
import { archiveBeside, findInArchive } from '../source/archive'
import { HeldFolder } from '../source/heldFolder'

/** Where the file that a package was imported from can still be read. */
export interface SourceFile {
  readonly path: string
  readonly where: 'place' | 'archive'
  /** Device, inode, size and times are those of the file that was read. */
  readonly untouched: boolean
}

/**
 * Looks for a package's source: at its place, where a file of the same size lies there, else in the
 * archives that are in use, else in the one beside its folder. Null when it is nowhere there; whoever reads
 * it must still see whether it is the same.
 */
export async function findSource(
  file: StoredFile,
  archiveFolders: readonly string[],
): Promise<SourceFile | null> {
  const there = await atItsPlace(file)
  if (there !== null) return there
  for (const folder of new Set([...archiveFolders, archiveBeside(dirname(file.path))])) {
    const found = await inArchive(file, folder)
    if (found !== null) return found
  }
  return null
}

/** Why there is no source, in words. */
export function noSourceWords({ sourceState }: StoredFile): string {
  switch (sourceState) {
    case 'deleted':
      return 'The source was deleted when all its lines were stored, as it is set.'
    case 'archived':
      return 'The archived source is not in the archive folder. Was it moved, or another folder set?'
    case 'present':
    case 'removing':
    case 'kept':
    case 'stuck':
      return 'The source is not at its place any more, or another file lies there.'
  }
}

async function atItsPlace({ path, identity }: StoredFile): Promise<SourceFile | null> {
  try {
    const found = await lstat(path, { bigint: true })
    if (!found.isFile() || Number(found.size) !== identity.sizeBytes) return null
    return { path, where: 'place', untouched: sameIdentity(identityOf(found), identity) }
  } catch {
    return null
  }
}

async function inArchive(
  { path, identity }: StoredFile,
  archiveFolder: string,
): Promise<SourceFile | null> {
  let archive: HeldFolder
  try {
    archive = await HeldFolder.open(archiveFolder)
  } catch {
    return null
  }
  try {
    const name = await findInArchive(archive, basename(path), identity)
    if (name === null) return null
    return { path: join(archive.path, name), where: 'archive', untouched: false }
  } finally {
    await archive.close()
  }
}
