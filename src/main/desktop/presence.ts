import { app, powerSaveBlocker } from 'electron'
import type { FileId, FileRecord } from '#shared/files'
import type { StationStatus } from '#shared/status'
import type { Station } from '../ingest/station'
import { Awake } from './awake'
import { Dock } from './dock'
import { Notifier } from './notifier'
import { RecentPackages, type RecentPackage } from './recentPackages'
import type { StationTray } from './tray'
import type { MainWindow } from '../window/mainWindow'

export interface PresenceOptions {
  readonly station: Station
  readonly window: MainWindow
  readonly tray: StationTray
  /** Path of the program's picture. */
  readonly icon: string
  /** Shows the window, and in it the package; null shows the window alone. */
  lead(fileId: FileId | null): void
  onRecent(packages: readonly RecentPackage[]): void
}

/** Shows on the desktop what the station is at, beside its window. */
export function showOnDesktop(options: PresenceOptions): void {
  const { station, window, tray, icon } = options
  const newest = async (limit: number): Promise<readonly FileRecord[]> =>
    (await station.ask('files:page', { section: 'history', offset: 0, limit })).rows
  const parts = [
    tray,
    new Dock(() => window.current),
    new Awake(powerSaveBlocker),
    new RecentPackages(newest, (packages) => {
      options.onRecent(packages)
      // Does nothing on Linux; elsewhere the dock or the taskbar lists them, too.
      for (const { path } of packages.toReversed()) app.addRecentDocument(path)
    }),
    new Notifier({
      icon,
      isInFront: () => window.isInFront,
      lead: (fileId) => options.lead(fileId),
    }),
  ]
  const update = (status: StationStatus): void => {
    for (const part of parts) part.update(status)
  }
  station.onStatus(update)
  update(station.status())
}
