import { afterImports } from './folderBounds'
import type { AfterImport, WatchedFolder } from './folders'
import type { Settings } from './settings'
import { defaultSettings, watchedFolder } from './usualSettings'

/** What a database keeps, by name. */
export type StoredSettings = ReadonlyMap<string, unknown>

/**
 * The settings as kept. A value that this program can't read (another version wrote it) gives way
 * to its default; the others stay.
 *
 * @param usualFolder watched as long as nobody chose a folder; null where there is none
 */
export async function keptSettings(
  stored: StoredSettings,
  usualFolder: string | null,
): Promise<Settings> {
  const usual = { ...defaultSettings, folders: formerFolders(stored, usualFolder) }
  if (stored.size === 0) return usual
  // Their shapes take as long to make as a thread to start: a terminal's database keeps none.
  const { Settings: Shape } = await import('./settings')
  const kept: Record<string, unknown> = usual
  for (const [key, shape] of Object.entries(Shape.shape)) {
    const checked = shape.safeParse(stored.get(key))
    if (checked.success) kept[key] = checked.data
  }
  return Shape.parse(kept)
}

/** What is watched as long as no list is kept: one folder, which may have been set by itself. */
function formerFolders(stored: StoredSettings, usualFolder: string | null): WatchedFolder[] {
  const path = stored.get('ingestFolder') ?? usualFolder
  if (typeof path !== 'string') return []
  return [{ ...watchedFolder(path), afterImport: usualEnd(stored) }]
}

/** What becomes of files in a folder of which nothing is set: an older version had one answer for all. */
export function usualEnd(stored: StoredSettings): AfterImport {
  const kept = stored.get('afterImport')
  return afterImports.find((end) => end === kept) ?? watchedFolder('').afterImport
}
