import type { FolderAnswer, WatchedFolder } from '#shared/folders'
import type { WatcherStatus } from '#shared/status'
import { makeFolder } from '../../makeFolder'
import { FileSystemWatcher } from '../watcher/fileSystemWatcher'
import type { Apart } from '../watcher/folderCheck'
import type { ArrivedFile } from '../watcher/folderWatch'
import type { MetFolders } from './metFolders'

export interface FolderInWatchOptions {
  readonly folder: WatchedFolder
  readonly quietMs: number
  readonly apart: Apart
  /** It is made when it is missing; every other folder must be there. */
  readonly isDefault: boolean
  /** What was in it before it was watched. */
  readonly met: Pick<MetFolders, 'open' | 'answer' | 'before'>
  readonly onArrived: (file: ArrivedFile) => void
  readonly onStatus: () => void
}

/** One watched folder: its watcher, and what lay in it before. */
export class FolderInWatch {
  readonly #options: FolderInWatchOptions
  readonly #watcher: FileSystemWatcher

  constructor(options: FolderInWatchOptions) {
    this.#options = options
    const { folder, quietMs, met, onArrived, onStatus } = options
    this.#watcher = new FileSystemWatcher({
      quietMs,
      subfolders: folder.subfolders,
      onOpened: (opened, stopped) => met.open(opened, stopped),
      onArrived,
      onStatus,
    })
  }

  async start(): Promise<void> {
    const { folder, isDefault, apart } = this.#options
    if (isDefault) {
      // Where it can't be made the watcher says that it is missing.
      try {
        // Others may bring files, as far as the user lets them.
        makeFolder(folder.path, 0o777)
      } catch {
        // The watcher's status has the reason.
      }
    }
    await this.#watcher.start(folder.path, apart)
  }

  get watcher(): Omit<FileSystemWatcher, 'start' | 'stop' | 'status'> {
    return this.#watcher
  }

  async answer(given: FolderAnswer): Promise<void> {
    await this.#options.met.answer(given)
  }

  status(): WatcherStatus {
    const status = this.#watcher.status()
    const folder = this.#options.folder.path
    // Until the first look there is no watch that could tell.
    const state = status.state === 'off' ? 'starting' : status.state
    return { ...status, state, folder, before: this.#options.met.before }
  }

  stop(): Promise<void> {
    return this.#watcher.stop()
  }
}
