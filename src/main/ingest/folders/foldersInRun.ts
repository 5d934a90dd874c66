import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterImport, WatchedFolder } from '#shared/folders'
import { watchedFolder } from '#shared/usualSettings'
import { isInFolder } from './watchedFolderOf'

/** A folder to watch alone, and what is said of it; without a folder it is said of all that are set. */
export type WatchGiven = Partial<WatchedFolder>

/** The folders that are watched in this run. */
export async function foldersInRun(
  kept: readonly WatchedFolder[],
  usualEnd: AfterImport,
  given: WatchGiven = {},
): Promise<WatchedFolder[]> {
  const { path } = given
  if (path === undefined) return kept.map((folder) => ({ ...folder, ...given }))
  const usual = { ...watchedFolder(path), afterImport: usualEnd }
  return [{ ...usual, ...(await setFor(kept, path)), ...given }]
}

/** What is set for a folder, by whichever way it is named; null where nothing is. */
async function setFor(kept: readonly WatchedFolder[], path: string): Promise<WatchedFolder | null> {
  const inIt = join(await realWhereThere(path), 'file')
  for (const folder of kept) {
    if (isInFolder(inIt, await realWhereThere(folder.path), folder.subfolders)) return folder
  }
  return null
}

const realWhereThere = (path: string): Promise<string> => realpath(path).catch(() => path)
