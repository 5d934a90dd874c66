import { AfterImport, watchedFolder, type WatchedFolder } from './folders'
import { defaultSettings, Settings } from './settings'

/** What a database keeps, by name. */
export type StoredSettings = ReadonlyMap<string, unknown>

/**
 * The settings as kept. A value that this program can't read (another version wrote it) gives way
 * to its default; the others stay.
 *
 * @param usualFolder watched as long as nobody chose a folder; null where there is none
 */
export function keptSettings(stored: StoredSettings, usualFolder: string | null): Settings {
  const folders = formerFolders(stored, usualFolder)
  const kept: Record<string, unknown> = { ...defaultSettings, folders }
  for (const [key, shape] of Object.entries(Settings.shape)) {
    const checked = shape.safeParse(stored.get(key))
    if (checked.success) kept[key] = checked.data
  }
  return Settings.parse(kept)
}

/** What is watched as long as no list is kept: one folder, which may have been set by itself. */
function formerFolders(stored: StoredSettings, usualFolder: string | null): WatchedFolder[] {
  const path = stored.get('ingestFolder') ?? usualFolder
  if (typeof path !== 'string') return []
  return [{ ...watchedFolder(path), afterImport: usualEnd(stored) }]
}

/** What becomes of files in a folder of which nothing is set: an older version had one answer for all. */
export function usualEnd(stored: StoredSettings): AfterImport {
  const end = AfterImport.safeParse(stored.get('afterImport'))
  return end.success ? end.data : watchedFolder('').afterImport
}
