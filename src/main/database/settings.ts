import { AfterImport, watchedFolder, type WatchedFolder } from '#shared/folders'
import { defaultSettings, Settings, type SettingsPatch } from '#shared/settings'
import type { ReadDb, WriteDb } from './handles'
import { perConnection } from './perConnection'

const selectAll = perConnection((db: ReadDb) =>
  db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings'),
)
const put = perConnection((db: WriteDb) =>
  db.prepare<[string, string]>('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)'),
)

/**
 * The settings as kept. A value that this program can't read (another version wrote it) gives way
 * to its default; the others stay.
 *
 * @param usualFolder watched as long as nobody chose a folder; null where there is none
 */
export function readSettings(db: ReadDb, usualFolder: string | null): Settings {
  const stored = new Map(
    selectAll(db)
      .all()
      .map(({ key, value }) => [key, value]),
  )
  const folders = formerFolders(stored, usualFolder)
  const kept: Record<string, unknown> = { ...defaultSettings, folders }
  for (const [key, shape] of Object.entries(Settings.shape)) {
    const value = stored.get(key)
    const checked = value === undefined ? null : shape.safeParse(JSON.parse(value))
    if (checked?.success) kept[key] = checked.data
  }
  return Settings.parse(kept)
}

/** What is watched as long as no list is kept: one folder, which may have been set by itself. */
function formerFolders(
  stored: ReadonlyMap<string, string>,
  usualFolder: string | null,
): WatchedFolder[] {
  const said = (key: string): unknown => JSON.parse(stored.get(key) ?? 'null')
  const [path, end] = [
    said('ingestFolder') ?? usualFolder,
    AfterImport.safeParse(said('afterImport')),
  ]
  if (typeof path !== 'string') return []
  return [{ ...watchedFolder(path), ...(end.success && { afterImport: end.data }) }]
}

/** What becomes of files in a folder of which nothing is set: an older version had one answer for all. */
export function usualEnd(db: ReadDb): AfterImport {
  const kept = selectAll(db)
    .all()
    .find(({ key }) => key === 'afterImport')
  const end = AfterImport.safeParse(JSON.parse(kept?.value ?? 'null'))
  return end.success ? end.data : watchedFolder('').afterImport
}

/** Keeps what the patch names. */
export function writeSettings(db: WriteDb, patch: SettingsPatch): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value !== undefined) put(db).run(key, JSON.stringify(value))
  }
}
