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
 */
export function readSettings(db: ReadDb): Settings {
  const kept: Record<string, unknown> = { ...defaultSettings }
  const stored = new Map(
    selectAll(db)
      .all()
      .map(({ key, value }) => [key, value]),
  )
  for (const [key, shape] of Object.entries(Settings.shape)) {
    const value = stored.get(key)
    const checked = value === undefined ? null : shape.safeParse(JSON.parse(value))
    if (checked?.success) kept[key] = checked.data
  }
  return Settings.parse(kept)
}

/** Keeps what the patch names. */
export function writeSettings(db: WriteDb, patch: SettingsPatch): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value !== undefined) put(db).run(key, JSON.stringify(value))
  }
}
