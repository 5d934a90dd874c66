import type { WatchedFolder } from './folders'
import type { Settings, SettingsPatch } from './settings'

/** A folder that is watched as nothing else was said of it. */
export const watchedFolder = (path: string): WatchedFolder => ({
  path,
  afterImport: 'delete',
  type: null,
  site: null,
  subfolders: false,
})

export const defaultSettings: Settings = {
  folders: [],
  watching: true,
  archiveFolder: null,
  quietMs: 2_000,
  graceMs: 10_000,
  cutWaitMs: 3_600_000,
  linesPerWrite: 20_000,
  pauseBetweenWritesMs: 0,
  linesPerSecond: null,
  filesAtOnce: 2,
  paused: false,
  theme: 'system',
  backupFolder: null,
  backupTimes: { every: 'day', hour: 2, minute: 0 },
  backupsKept: 7,
  updateFolder: null,
  keepRunning: true,
  toldOfTray: false,
  startAtLogin: false,
}

/** The settings with what the patch names changed. */
export function patchSettings(settings: Settings, patch: SettingsPatch): Settings {
  const named = Object.entries(patch).filter(([, value]) => value !== undefined)
  return { ...settings, ...Object.fromEntries(named) }
}
