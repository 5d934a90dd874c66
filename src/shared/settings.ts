import { z } from 'zod'
import { BackupTimes } from './backups'
import { MOST_FOLDERS } from './folderBounds'
import { WatchedFolder } from './folders'

export const Theme = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof Theme>

/**
 * Everything an operator may set; kept in the database, each with its bounds. A pace of null or 0
 * means full speed.
 */
export const Settings = z.strictObject({
  folders: z.array(WatchedFolder).max(MOST_FOLDERS),
  /** Whether they are watched now. */
  watching: z.boolean(),
  /** Absolute path; null means `archive` beside the watched folder. */
  archiveFolder: z.string().nullable(),
  /** A file has arrived when it has not grown for this long. */
  quietMs: z.int().min(100).max(600_000),
  /** How long a complete file must stay unchanged before it is removed. */
  graceMs: z.int().min(0).max(3_600_000),
  /** How long a file whose last line is cut waits for the rest; 0 takes it as it is. */
  cutWaitMs: z.int().min(0).max(86_400_000),
  linesPerWrite: z.int().min(1).max(100_000),
  pauseBetweenWritesMs: z.int().min(0).max(60_000),
  linesPerSecond: z.int().min(1).max(100_000_000).nullable(),
  filesAtOnce: z.int().min(1).max(16),
  paused: z.boolean(),
  theme: Theme,
  /** Where backups are made by plan; absolute, and null for none. */
  backupFolder: z.string().min(1).nullable(),
  backupTimes: BackupTimes,
  /** How many of these stay. */
  backupsKept: z.int().min(1).max(1_000),
  /** Where newer versions are looked for; absolute, and null for nowhere. */
  updateFolder: z.string().min(1).nullable(),
  /** Whether the station goes on in the tray when its window is closed. */
  keepRunning: z.boolean(),
  /** Whether the operator has heard of that. */
  toldOfTray: z.boolean(),
  /** As the desktop has it: it is asked at each start. */
  startAtLogin: z.boolean(),
})
export type Settings = z.infer<typeof Settings>

export const SettingsPatch = Settings.partial()
export type SettingsPatch = z.infer<typeof SettingsPatch>
