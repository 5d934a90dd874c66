import { dirname, join, sep } from 'node:path'
import type { WatchedFolder } from '#shared/folders'
import type { Settings } from '#shared/settings'
import { archiveBeside } from '../source/archive'

/** Whether a file lies in a folder, or with `below` somewhere below it. Both are absolute paths. */
export function isInFolder(file: string, folder: string, below: boolean): boolean {
  const at = dirname(file)
  return at === folder || (below && at.startsWith(join(folder, sep)))
}

/** The watched folder by which a file comes; null where none is. */
export function watchedFolderOf(
  { folders }: Pick<Settings, 'folders'>,
  path: string,
): WatchedFolder | null {
  return folders.find((folder) => isInFolder(path, folder.path, folder.subfolders)) ?? null
}

/** Where sources of a watched folder are archived: the folder set, else `archive` beside it. */
export const archiveOf = (
  { archiveFolder }: Pick<Settings, 'archiveFolder'>,
  watched: string,
): string => archiveFolder ?? archiveBeside(watched)

/** All folders that sources are archived in. */
export const archiveFolders = (settings: Pick<Settings, 'archiveFolder' | 'folders'>): string[] => [
  ...new Set(settings.folders.map(({ path }) => archiveOf(settings, path))),
  ...(settings.archiveFolder === null ? [] : [settings.archiveFolder]),
]
