import { setTimeout as sleep } from 'node:timers/promises'
import type { FolderAnswer, WatchedFolder } from '#shared/folders'
import { countText } from '#shared/numbers'
import type { Settings } from '#shared/settings'
import type { WatcherState, WatcherStatus } from '#shared/status'
import { componentIds } from '#shared/steering/ids'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import { announce } from '../events'
import type { FileIdentity } from '../../record/identity'
import type { Apart, OwnPlaces } from '../watcher/folderCheck'
import type { ArrivedFile } from '../watcher/folderWatch'
import { FolderInWatch } from './folderInWatch'
import type { MetFolders } from './metFolders'
import { archiveOf, isInFolder } from './watchedFolderOf'

type Met = Pick<MetFolders, 'open' | 'answer' | 'before' | 'asks'>
type WatchSettings = Pick<Settings, 'folders' | 'watching' | 'quietMs' | 'archiveFolder'>

export interface WatchingOptions {
  readonly registry: ComponentRegistry
  /** Made when it is missing; every other folder must be there. */
  readonly defaultFolder: string | null
  /** What must lie apart from the watched folders, beside their archives. */
  readonly places: Omit<OwnPlaces, 'archiveFolder'>
  /** What was in a folder before it was watched. */
  readonly met: (folder: WatchedFolder) => Met
  readonly onArrived: (file: ArrivedFile) => void
}

/** How often to look whether files are still arriving, when somebody waits for the last one. */
const SETTLE_LOOK_MS = 50

/** A folder that is watched, and what its watch was begun with. */
interface InWatch {
  readonly folder: WatchedFolder
  readonly begunWith: string
  readonly met: Met
  readonly watch: FolderInWatch
}

/** Keeps a FileSystemWatcher on each of the folders that the settings name. */
export class Watching {
  readonly #options: WatchingOptions
  readonly #component: Registration
  /** How many files have arrived. */
  #arrived = 0
  /** By their paths, in the order of the settings. */
  #folders = new Map<string, InWatch>()
  /** Changes of the settings are carried out one after the other. */
  #changes: Promise<void> = Promise.resolve()

  constructor(options: WatchingOptions) {
    this.#options = options
    this.#component = options.registry.register(
      componentIds.watcher,
      'FileSystemWatcher',
      componentIds.root,
    )
    this.#component.measure(() => ({
      done: this.#arrived,
      depth: this.#statuses.reduce((sum, { arrivingCount }) => sum + arrivingCount, 0),
    }))
    this.#show()
  }

  apply(settings: WatchSettings): Promise<void> {
    this.#changes = this.#changes.then(() => this.#apply(settings))
    return this.#changes
  }

  /** Looks at the folders as if they had never been watched. Throws when none is. */
  restart(settings: WatchSettings): Promise<void> {
    const restarted = this.#afterChanges(settings)
    this.#changes = restarted.catch(() => undefined)
    return restarted
  }

  async #afterChanges(settings: WatchSettings): Promise<void> {
    await this.#changes
    if (this.#folders.size === 0) throw new Error('No folder is watched.')
    this.#component.restartedAsAsked()
    await this.#apply({ ...settings, folders: [] })
    await this.#apply(settings)
  }

  /** What becomes of the files that lay in a folder before. Throws with words when nobody asks. */
  async answer(folder: string, given: FolderAnswer): Promise<void> {
    const asked = this.#folders.get(folder)
    if (asked === undefined) throw new Error(`${folder} is not watched any more.`)
    await asked.watch.answer(given)
    // Folders that were met with it may have been moved into another one.
    for (const { watch } of this.#all) watch.watcher.reopen()
  }

  /** Whether the operator is being asked about what lay in this folder, by its number. */
  asks(folderId: number): boolean {
    return this.#all.some(({ met }) => met.asks(folderId))
  }

  /** Whether a file at this path comes by a watched folder. */
  takes(path: string): boolean {
    return this.#watcherOf(path)?.takes(path) ?? false
  }

  /** Look at this file again: what the station knew of it is over. */
  forget(path: string): void {
    this.#watcherOf(path)?.forget(path)
  }

  /** The station has read this file as it was then: it is told again if it is another now. */
  lookAgain(path: string, known: FileIdentity): void {
    this.#watcherOf(path)?.lookAgain(path, known)
  }

  /** This file is known as it is now. */
  acknowledge(path: string, identity: FileIdentity): void {
    this.#watcherOf(path)?.acknowledge(path, identity)
  }

  /** Whether every file that is in the folders now has arrived. */
  get isSettled(): boolean {
    return this.#all.every(({ watch }) => watch.watcher.isSettled)
  }

  async settled(): Promise<void> {
    while (!this.isSettled) await sleep(SETTLE_LOOK_MS)
    // A watcher itself tells only four times a second.
    this.#show()
  }

  async stop(): Promise<void> {
    await this.#changes
    await Promise.all(this.#all.map(({ watch }) => watch.stop()))
    this.#component.remove()
  }

  get #all(): InWatch[] {
    return [...this.#folders.values()]
  }

  get #statuses(): WatcherStatus[] {
    return this.#all.map(({ watch }) => watch.status())
  }

  #watcherOf(path: string): FolderInWatch['watcher'] | undefined {
    return this.#all.find(({ folder }) => isInFolder(path, folder.path, folder.subfolders))?.watch
      .watcher
  }

  async #apply(settings: WatchSettings): Promise<void> {
    const wanted = settings.watching ? settings.folders : []
    const { places } = this.#options
    const before = this.#folders
    this.#folders = new Map()
    const ends: Promise<void>[] = []
    const begun: FolderInWatch[] = []
    for (const [i, folder] of wanted.entries()) {
      const { path, subfolders } = folder
      if (this.#folders.has(path)) continue
      const archived = { archiveFolder: archiveOf(settings, path) }
      const others = wanted.slice(0, i).map((other) => ({
        path: other.path,
        subfolders: other.subfolders,
        archiveFolder: archiveOf(settings, other.path),
      }))
      const apart: Apart = { ...places, ...archived, others, subfolders }
      const begunWith = JSON.stringify(apart)
      const same = before.get(path)
      if (same?.begunWith === begunWith) {
        before.delete(path)
        this.#folders.set(path, same)
        same.watch.watcher.setQuietMs(settings.quietMs)
        continue
      }
      // A question that is open stays open where only the folders around it have changed.
      const met = same?.folder.subfolders === subfolders ? same.met : this.#options.met(folder)
      const watch = this.#make(folder, settings.quietMs, apart, met)
      this.#folders.set(path, { folder, begunWith, met, watch })
      begun.push(watch)
    }
    for (const { watch } of before.values()) ends.push(watch.stop())
    // A file must not arrive by two watches of one folder.
    await Promise.all(ends)
    await Promise.all(begun.map((watch) => watch.start()))
    this.#show()
  }

  #make(folder: WatchedFolder, quietMs: number, apart: Apart, met: Met): FolderInWatch {
    return new FolderInWatch({
      folder,
      quietMs,
      apart,
      isDefault: folder.path === this.#options.defaultFolder,
      met,
      onArrived: (file) => {
        this.#arrived += 1
        this.#options.onArrived(file)
      },
      onStatus: () => this.#show(),
    })
  }

  #show(): void {
    const statuses = this.#statuses
    announce('watchers', statuses)
    const worst = worstOf(statuses)
    const detail = worst?.reason ?? this.#detail
    this.#component.update({ state: componentStates[worst?.state ?? 'off'], detail })
  }

  get #detail(): string {
    const [only] = this.#folders.keys()
    if (only === undefined) return 'no folder is watched'
    return this.#folders.size === 1 ? only : `${countText(this.#folders.size)} folders`
  }
}

/** From the worst to the best. */
const states: readonly WatcherState[] = ['refused', 'missing', 'starting', 'watching', 'off']
const componentStates = {
  refused: 'failed',
  missing: 'waiting',
  starting: 'starting',
  watching: 'running',
  off: 'stopped',
} as const

function worstOf(statuses: readonly WatcherStatus[]): WatcherStatus | undefined {
  return statuses.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state))[0]
}
