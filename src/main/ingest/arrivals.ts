import { lstat, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { identityOf, type FileIdentity } from './identity'
import { folderEntries } from './watcher/folderEntries'

export interface FoundFile {
  /** As it was named, or the folder's name as it was given and the file's. */
  readonly given: string
  /** Absolute, every link resolved. */
  readonly path: string
  readonly identity: FileIdentity
}

export interface Found {
  readonly files: FoundFile[]
  /** What can't be imported, with the reason in words. */
  readonly refused: { readonly path: string; readonly reason: string }[]
}

/**
 * The regular files that an operator meant: a file is taken whatever it is called, links are
 * followed to what they mean, a folder stands for the files directly in it.
 */
export async function findFiles(paths: readonly string[]): Promise<Found> {
  const found: Found = { files: [], refused: [] }
  for (const given of paths) {
    try {
      const path = await realpath(given)
      const stat = await lstat(path, { bigint: true })
      if (stat.isDirectory()) await findInFolder(given, path, found)
      else if (stat.isFile()) found.files.push({ given, path, identity: identityOf(stat) })
      else found.refused.push({ path: given, reason: 'It is not a regular file.' })
    } catch (error) {
      found.refused.push({ path: given, reason: reasonOf(error) })
    }
  }
  return found
}

async function findInFolder(given: string, folder: string, found: Found): Promise<void> {
  for await (const entries of folderEntries(folder)) {
    for (const { name, ignored } of entries) {
      const named = join(given, name)
      if (ignored !== null) {
        found.refused.push({ path: named, reason: ignored })
        continue
      }
      try {
        const path = join(folder, name)
        const identity = identityOf(await lstat(path, { bigint: true }))
        found.files.push({ given: named, path, identity })
      } catch (error) {
        found.refused.push({ path: named, reason: reasonOf(error) })
      }
    }
  }
}

function reasonOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null
  if (code === 'ENOENT') return 'It is not there.'
  if (code === 'EACCES' || code === 'EPERM') return 'This user may not read it.'
  return error instanceof Error ? error.message : String(error)
}
