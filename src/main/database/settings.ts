import { defaultSettings, Settings, type SettingsPatch } from '#shared/settings'
import type { ReadDb, WriteDb } from './handles'

/**
 * The settings as kept. A value that this program can't read (another version wrote it) gives way
 * to its default; the others stay.
 */
export function readSettings(db: ReadDb): Settings {
  const kept: Record<string, unknown> = { ...defaultSettings }
  const rows = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings')
  const stored = new Map(rows.all().map(({ key, value }) => [key, value]))
  for (const [key, shape] of Object.entries(Settings.shape)) {
    const value = stored.get(key)
    const checked = value === undefined ? null : shape.safeParse(JSON.parse(value))
    if (checked?.success) kept[key] = checked.data
  }
  return Settings.parse(kept)
}

/** Keeps what the patch names. */
export function writeSettings(db: WriteDb, patch: SettingsPatch): void {
  const put = db.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)')
  for (const [key, value] of Object.entries(patch)) {
    if (value !== undefined) put.run(key, JSON.stringify(value))
  }
}
