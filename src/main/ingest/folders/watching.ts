import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from '#shared/settings'
import { componentIds } from '#shared/steering/ids'
import { makeFolder } from '../../makeFolder'
import type { ComponentRegistry, Registration } from '../components/componentRegistry'
import { announce } from '../events'
import type { FileIdentity } from '../../record/identity'
import type { MetFolders } from './metFolders'
import type { OwnPlaces } from '../watcher/folderCheck'
import { FileSystemWatcher } from '../watcher/fileSystemWatcher'
import type { WatchStatus } from '../watcher/folderWatch'

type WatchSettings = Pick<Settings, 'ingestFolder' | 'watching' | 'quietMs' | 'archiveFolder'>

export interface WatchingOptions {
  readonly registry: ComponentRegistry
  /** Made when it is missing; every other folder must be there. */
  readonly defaultFolder: string | null
  readonly quietMs: number
  /** What must lie apart from the watched folder, for these settings. */
  readonly places: (settings: WatchSettings) => OwnPlaces
  /** What was in a folder before it was watched. */
  readonly met: Pick<MetFolders, 'open' | 'close' | 'before'>
  readonly onArrived: (file: { path: string; identity: FileIdentity }) => void
}

/** How often to look whether files are still arriving, when somebody waits for the last one. */
const SETTLE_LOOK_MS = 50

/** Keeps the FileSystemWatcher on the folder that the settings name. */
export class Watching {
  readonly #options: WatchingOptions
  readonly #component: Registration
  readonly #watcher: FileSystemWatcher
  /** How many files have arrived, and how many are arriving. */
  #arrived = 0
  #arriving = 0
  #watched: string | null = null
  #archiveFolder: string | null = null
  /** Changes of the settings are carried out one after the other. */
  #changes: Promise<void> = Promise.resolve()

  constructor(options: WatchingOptions) {
    this.#options = options
    this.#component = options.registry.register(
      componentIds.watcher,
      'FileSystemWatcher',
      componentIds.root,
    )
    this.#watcher = new FileSystemWatcher({
      quietMs: options.quietMs,
      onOpened: (folder, stopped) => options.met.open(folder, stopped),
      onArrived: (file) => {
        this.#arrived += 1
        options.onArrived(file)
      },
      onStatus: (status) => this.#show(status),
    })
    this.#component.measure(() => ({ done: this.#arrived, depth: this.#arriving }))
  }

  apply(settings: WatchSettings): Promise<void> {
    this.#changes = this.#changes.then(() => this.#apply(settings))
    return this.#changes
  }

  /** Looks at the folder as if it had never been watched. Throws when no folder is. */
  restart(settings: WatchSettings): Promise<void> {
    const restarted = this.#afterChanges(settings)
    this.#changes = restarted.catch(() => undefined)
    return restarted
  }

  async #afterChanges(settings: WatchSettings): Promise<void> {
    await this.#changes
    if (this.#watched === null) throw new Error('No folder is watched.')
    this.#component.restartedAsAsked()
    this.#watched = null
    await this.#apply(settings)
  }

  /** What was left alone may be taken now. */
  reopen(): void {
    this.#watcher.reopen()
  }

  /** Look at this file again: what the station knew of it is over. */
  forget(path: string): void {
    this.#watcher.forget(path)
  }

  /** The station has read this file as it was then: it is told again if it is another now. */
  lookAgain(path: string, known: FileIdentity): void {
    this.#watcher.lookAgain(path, known)
  }

  /** This file is known as it is now. */
  acknowledge(path: string, identity: FileIdentity): void {
    this.#watcher.acknowledge(path, identity)
  }

  /** Whether every file that is in the folder now has arrived, or there is no folder. */
  get isSettled(): boolean {
    return this.#watched === null || this.#watcher.isSettled
  }

  async settled(): Promise<void> {
    while (!this.isSettled) await sleep(SETTLE_LOOK_MS)
    // The watcher itself tells only four times a second.
    if (this.#watched !== null) this.#show(this.#watcher.status())
  }

  async stop(): Promise<void> {
    await this.#changes
    await this.#watcher.stop()
    this.#component.remove()
  }

  async #apply(settings: WatchSettings): Promise<void> {
    const folder = settings.watching ? settings.ingestFolder : null
    const sameArchive = settings.archiveFolder === this.#archiveFolder
    if (folder !== null && folder === this.#watched && sameArchive) {
      this.#watcher.setQuietMs(settings.quietMs)
      return
    }
    this.#watched = folder
    this.#archiveFolder = settings.archiveFolder
    if (folder === null) {
      this.#options.met.close()
      await this.#watcher.stop()
      return
    }
    if (folder === this.#options.defaultFolder) {
      // Where it can't be made the watcher says that it is missing.
      try {
        makeFolder(folder)
      } catch {
        // The watcher's status has the reason.
      }
    }
    this.#watcher.setQuietMs(settings.quietMs)
    await this.#watcher.start(folder, this.#options.places(settings))
  }

  #show(status: WatchStatus): void {
    this.#arriving = status.arrivingCount
    announce('watcher', { ...status, before: this.#options.met.before })
    const detail = status.reason ?? status.folder ?? 'no folder is watched'
    switch (status.state) {
      case 'off':
        return this.#component.update({ state: 'stopped', detail })
      case 'starting':
        return this.#component.update({ state: 'starting', detail })
      case 'watching':
        return this.#component.update({ state: 'running', detail })
      case 'missing':
        return this.#component.update({ state: 'waiting', detail })
      case 'refused':
        return this.#component.update({ state: 'failed', detail })
    }
  }
}
