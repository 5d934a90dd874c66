import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { InvokeChannel } from '#shared/ipc'
import type { Answers, Ask } from '../answers'
import type { Station, StationCall } from '../ingest/station'
import type { FlightExports } from '../ingest/flight/flightExports'
import type { StationJobs } from '../ingest/jobs/stationJobs'
import type { Removals } from '../ingest/removals/removals'
import type { Act } from './acts'
import type { Desktop, Saving } from './desktop'
import { flightHandlers } from './flightHandlers'
import { inboxHandlers, type InboxActs } from './inboxHandlers'
import { KnownFolders } from './knownFolders'
import { removalHandlers } from './removalHandlers'
import { supportHandlers, type SupportCalls } from './supportHandlers'
import { updateHandlers, type UpdateCalls } from './updateHandlers'

/** The part of the station that the page may use. */
export type StationCalls = Pick<
  Station,
  | 'status'
  | 'settings'
  | 'updateSettings'
  | 'answerFolder'
  | 'watchFolder'
  | 'addPaths'
  | 'act'
  | 'file'
  | 'definitionsFolder'
  | 'steer'
> & {
  readonly inbox: InboxActs
  readonly flight: Pick<FlightExports, 'export'>
  readonly removals: Pick<Removals, keyof Removals>
  readonly jobs: Pick<StationJobs, 'cancel'>
}

/** What answers calls beside the station. */
export interface Beside {
  readonly desktop: Desktop
  readonly support: SupportCalls
  readonly updates: UpdateCalls
}

/** Answers every call of the contract; one that nobody knows does not compile. */
export function allCalls(station: Station, beside: Beside): Ask<InvokeChannel>
export function allCalls(station: Station, beside: Beside) {
  const handlers = new Map<string, (input: never) => Promise<unknown>>(
    Object.entries(stationHandlers(station, beside)),
  )
  return (call: StationCall, input: never): Promise<unknown> => {
    const handler = handlers.get(call)
    return handler === undefined ? station.ask(call, input) : handler(input)
  }
}

/** The calls that do something, each by what of the station or the desktop does it. */
export function stationHandlers(
  station: StationCalls,
  { desktop, support, updates }: Beside,
): Answers<Act> {
  const folders = new KnownFolders()
  const saving: Saving = {
    pickCopy: () => desktop.pickCopy(),
    pickSave: (title, name) => desktop.pickSave(title, name),
    nameOf: async (fileId) => (await station.file(fileId))?.name ?? null,
  }
  return {
    'app:info': async () => desktop.info,
    'station:status': async () => station.status(),
    'station:pause-all': async () => {
      await station.updateSettings({ paused: true })
    },
    'station:resume-all': async () => {
      await station.updateSettings({ paused: false })
    },
    'files:add': ({ paths }) => station.addPaths(paths, 'drop'),
    'files:open-dialog': async () => {
      const paths = await desktop.pickFiles()
      return paths === null ? null : station.addPaths(paths, 'open')
    },
    'files:add-samples': async () =>
      station.addPaths(await samplePackages(desktop.samplesFolder), 'open'),
    'files:act': async ({ fileId, action }) => {
      await station.act(fileId, action)
    },
    'files:show-in-folder': async ({ fileId }) => {
      const file = await station.file(fileId)
      return file === null ? false : desktop.showFile(file.path)
    },
    'settings:get': async () => station.settings(),
    'settings:update': async (patch) => {
      folders.add(station.settings())
      folders.check(patch)
      const { startAtLogin } = patch
      if (startAtLogin !== undefined && startAtLogin !== station.settings().startAtLogin) {
        await desktop.setStartAtLogin(startAtLogin)
      }
      return station.updateSettings(patch)
    },
    'folder:choose': async ({ instead }) => {
      folders.add(station.settings())
      const present = instead ?? station.settings().folders[0]?.path ?? null
      const path = await desktop.pickFolder('ingest', present)
      return path === null ? null : station.watchFolder(path, instead)
    },
    'folder:choose-archive': async () => {
      folders.add(station.settings())
      const path = await desktop.pickFolder('archive', station.settings().archiveFolder)
      return path === null ? null : station.updateSettings({ archiveFolder: path })
    },
    'folder:choose-backups': async () => {
      folders.add(station.settings())
      const path = await desktop.pickFolder('backups', station.settings().backupFolder)
      return path === null ? null : station.updateSettings({ backupFolder: path })
    },
    'folder:choose-updates': async () => {
      folders.add(station.settings())
      const path = await desktop.pickFolder('updates', station.settings().updateFolder)
      return path === null ? null : station.updateSettings({ updateFolder: path })
    },
    'folder:answer': async ({ folder, answer }) => {
      await station.answerFolder(folder, answer)
    },
    'folder:open': async ({ folder }) => {
      const isWatched = station.settings().folders.some(({ path }) => path === folder)
      return isWatched ? desktop.openFolder(folder) : false
    },
    'database:open-folder': () =>
      desktop.openFolder(dirname(station.status().storage.databasePath)),
    'definitions:open-folder': () => desktop.openFolder(station.definitionsFolder),
    ...inboxHandlers(station.inbox, saving),
    ...flightHandlers(station.flight, saving),
    ...supportHandlers(support, desktop),
    ...updateHandlers(updates, desktop),
    ...removalHandlers(station.removals, station.inbox, saving),
    'components:act': async ({ id, action }) => {
      await station.steer(id, action)
    },
    'job:cancel': async ({ job }) => station.jobs.cancel(job),
  }
}

async function samplePackages(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name))
}
