import type { FileIdentity } from '../../record/identity'
import type { Apart } from './folderCheck'
import { FolderTree } from './folderTree'
import type { ArrivedFile, OpenFolder, WatchStatus } from './folderWatch'
import type { OpenHints } from './hints'
import { systemHints } from './systemHints'

export interface FileSystemWatcherOptions {
  /** A file has arrived when it has not changed for this many milliseconds. */
  readonly quietMs: number
  /** Whether files of folders in the folder are told of, too; not unless told. */
  readonly subfolders?: boolean
  /** The whole folder is read this often whatever events say; 5 s unless told. */
  readonly reconcileMs?: number
  /** Called once for each state of a file: again when it changed after it had arrived. */
  readonly onArrived: (file: ArrivedFile) => void
  /** Called at most four times a second. */
  readonly onStatus: (status: WatchStatus) => void
  readonly openHints?: OpenHints
  /** Everything in the folder is taken unless told. */
  readonly onOpened?: OpenFolder
}

const takeAll: OpenFolder = async () => () => null

const RECONCILE_MS = 5_000
const STATUS_EVERY_MS = 250

const off: WatchStatus = {
  state: 'off',
  folder: null,
  reason: null,
  arriving: [],
  arrivingCount: 0,
  ignored: [],
  ignoredCount: 0,
}

/**
 * Watches one folder, with all that is below it where that is wanted, and tells of every file in it
 * that has arrived. Events of the system make it
 * quick, but it believes only what it sees: a periodic reading of the whole folder finds what
 * events missed, and that the folder went, came back, or is another one.
 *
 * Opens no file, follows no link, and changes nothing in the folder.
 */
export class FileSystemWatcher {
  readonly #options: FileSystemWatcherOptions
  #quietMs: number
  #watch: FolderTree | null = null
  /** Counts the calls of `start` and `stop`. */
  #turn = 0
  #statusAt = -Infinity
  #statusTimer: NodeJS.Timeout | undefined

  constructor(options: FileSystemWatcherOptions) {
    this.#options = options
    this.#quietMs = options.quietMs
  }

  /**
   * Watches this folder from now on, instead of the one before. Does not create it: while it is
   * missing, or has to be refused because it is not apart from the station's own places, the status
   * says why, and it is tried again at every reconcile.
   */
  async start(folder: string, apart: Apart): Promise<void> {
    const turn = await this.#nextTurn()
    const openHints = this.#options.openHints ?? (await systemHints())
    if (turn !== this.#turn) return
    const watch = new FolderTree(folder, apart, {
      subfolders: this.#options.subfolders ?? false,
      quietMs: this.#quietMs,
      reconcileMs: this.#options.reconcileMs ?? RECONCILE_MS,
      openHints,
      onOpened: this.#options.onOpened ?? takeAll,
      onArrived: this.#options.onArrived,
      onChange: () => this.#publishSoon(),
    })
    this.#watch = watch
    this.#publish()
    watch.run()
  }

  /** Ends the watch. Nothing is told after it resolves but the status `off`, which is told here. */
  async stop(): Promise<void> {
    const turn = await this.#nextTurn()
    if (turn === this.#turn) this.#publish()
  }

  /** Ends the watch, and makes this call the one whose wish counts if others come meanwhile. */
  async #nextTurn(): Promise<number> {
    this.#turn += 1
    const turn = this.#turn
    const watch = this.#watch
    this.#watch = null
    clearTimeout(this.#statusTimer)
    this.#statusTimer = undefined
    await watch?.stop()
    return turn
  }

  setQuietMs(quietMs: number): void {
    this.#quietMs = quietMs
    this.#watch?.setQuietMs(quietMs)
  }

  /** This file is known as it is now: it is told again only when it changes. */
  acknowledge(path: string, identity: FileIdentity): void {
    this.#watch?.acknowledge(path, identity)
  }

  /** Looks at this file at once, and tells of it again if it is not as it was known. */
  lookAgain(path: string, known: FileIdentity): void {
    this.#watch?.lookAgain(path, known)
  }

  /** Opens the folder anew: what was left alone may be taken now. */
  reopen(): void {
    this.#watch?.reopen()
  }

  /** Tells of this file again once it is quiet, even if it has not changed. */
  forget(path: string): void {
    this.#watch?.forget(path)
  }

  /** Whether a file at this path is told of: its folder is watched, and its name is taken. */
  takes(path: string): boolean {
    return this.#watch?.takes(path) ?? false
  }

  /** Whether every file that is in the folder now has arrived, or no folder is there or watched. */
  get isSettled(): boolean {
    return this.#watch?.isSettled ?? true
  }

  status(): WatchStatus {
    return this.#watch?.status() ?? off
  }

  #publishSoon(): void {
    if (this.#statusTimer !== undefined) return
    const waitMs = this.#statusAt + STATUS_EVERY_MS - performance.now()
    if (waitMs <= 0) this.#publish()
    else this.#statusTimer = setTimeout(() => this.#publish(), waitMs)
  }

  #publish(): void {
    clearTimeout(this.#statusTimer)
    this.#statusTimer = undefined
    this.#statusAt = performance.now()
    this.#options.onStatus(this.status())
  }
}
