import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { historyCalls } from '#shared/history/calls'
import type { AppInfo } from '#shared/ipc'
import { cellCalls } from '#shared/inbox/cellErrors'
import { typeCalls } from '#shared/telemetry/calls'
import type { Desk } from '../desk'
import type { Station } from '../ingest/station'
import type { FolderPurpose } from '../window/dialogs'
import type { Handlers } from './answer'
import { flightHandlers, type FlightAnswers } from './flightHandlers'
import { forward } from './forward'
import { inboxHandlers, type InboxAnswers } from './inboxHandlers'
import { removalHandlers, type RemovalAnswers } from './removalHandlers'
import { KnownFolders } from './knownFolders'
import { steeringHandlers } from './steeringHandlers'

/** What the calls need of the desktop. */
export interface Desktop {
  readonly info: AppInfo
  readonly samplesFolder: string
  pickFiles(): Promise<string[] | null>
  /** Lets the operator choose the file that takes a package's place. */
  pickCopy(): Promise<string | null>
  pickFolder(purpose: FolderPurpose, present: string | null): Promise<string | null>
  /** Asks where to put a file; null when the operator changed their mind. */
  pickSave(title: string, name: string): Promise<string | null>
  /** Opens the file manager with the file chosen; false when it is not there. */
  showFile(path: string): Promise<boolean>
  openFolder(path: string): Promise<boolean>
}

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
  | 'filesPage'
  | 'findFiles'
  | 'file'
  | 'errorsPage'
  | 'errorGroups'
  | 'cells'
  | 'textNumbers'
  | 'unknownKeys'
  | 'steer'
> & {
  readonly inbox: InboxAnswers
  readonly flight: FlightAnswers
  readonly history: Desk<typeof historyCalls>
  readonly types: Desk<typeof typeCalls> & { readonly folder: string }
  readonly removals: RemovalAnswers
}

/** Every call of the contract, done by the station or the desktop. */
export function stationHandlers(station: StationCalls, desktop: Desktop): Handlers {
  const folders = new KnownFolders()
  const saving = {
    pickSave: (title: string, name: string) => desktop.pickSave(title, name),
    nameOf: async (fileId: number) => (await station.file(fileId))?.name ?? null,
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
    'files:page': ({ section, offset, limit }) => station.filesPage(section, offset, limit),
    'files:find': ({ text, limit }) => station.findFiles(text, limit),
    'files:get': ({ fileId }) => station.file(fileId),
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
    'errors:page': ({ fileId, offset, limit, code }) =>
      station.errorsPage(fileId, offset, limit, code),
    'errors:groups': ({ fileId }) => station.errorGroups(fileId),
    'text-numbers:list': ({ fileId }) => station.textNumbers(fileId),
    'unknown-keys:list': ({ fileId }) => station.unknownKeys(fileId),
    'settings:get': async () => station.settings(),
    'settings:update': async (patch) => {
      folders.add(station.settings())
      folders.check(patch)
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
    'folder:answer': async ({ folder, answer }) => {
      await station.answerFolder(folder, answer)
    },
    'folder:open': async ({ folder }) => {
      const isWatched = station.settings().folders.some(({ path }) => path === folder)
      return isWatched ? desktop.openFolder(folder) : false
    },
    'database:open-folder': () =>
      desktop.openFolder(dirname(station.status().storage.databasePath)),
    'definitions:open-folder': () => desktop.openFolder(station.types.folder),
    ...inboxHandlers(station.inbox, saving),
    ...flightHandlers(station.flight, saving),
    ...forward(historyCalls, station.history),
    ...forward(typeCalls, station.types),
    ...forward(cellCalls, station.cells),
    ...removalHandlers(station.removals, station.inbox, {
      ...saving,
      pickCopy: () => desktop.pickCopy(),
    }),
    ...steeringHandlers(station),
    'job:cancel': async ({ job }) =>
      [station.inbox, station.flight, station.removals].some((part) => part.cancel(job)),
  }
}

async function samplePackages(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name))
}
