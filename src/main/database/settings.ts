import type { StoredSettings } from '#shared/keptSettings'
import type { SettingsPatch } from '#shared/settings'
import type { ReadDb, WriteDb } from './handles'
import { perConnection } from './perConnection'

const selectAll = perConnection((db: ReadDb) =>
  db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings'),
)
const put = perConnection((db: WriteDb) =>
  db.prepare<[string, string]>('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)'),
)

/** What is kept, by name: this program's own, and what other versions of it may have kept. */
export function storedSettings(db: ReadDb): StoredSettings {
  const pairs = selectAll(db)
    .all()
    .map(({ key, value }): [string, unknown] => [key, JSON.parse(value)])
  return new Map(pairs)
}

/** Keeps what the patch names. */
export function writeSettings(db: WriteDb, patch: SettingsPatch): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value !== undefined) put(db).run(key, JSON.stringify(value))
  }
}
