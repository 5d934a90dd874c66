import { join, resolve } from 'node:path'
import type { WatcherState, WatcherStatus } from '#shared/status'
import type { FileIdentity } from '../../record/identity'
import { errorCode, inWords } from '../../systemError'
import { Alarm } from './alarm'
import { Arrivals } from './arrival'
import { ignoredReason } from './eligible'
import {
  checkFolder,
  isInPlace,
  missingReason,
  type Apart,
  type Below,
  type ReadyFolder,
} from './folderCheck'
import { folderEntries, lookAt, lookAtEach } from './folderEntries'
import type { Hints, OpenHints } from './hints'

/** A file in a watched folder, as it was when it had arrived. */
export interface ArrivedFile {
  /** Absolute: the folder as it was given, and the name. */
  readonly path: string
  readonly name: string
  readonly identity: FileIdentity
}

/** A folder that is watched from now on. */
export interface OpenedFolder {
  /** As it was given, and with every link resolved. */
  readonly path: string
  readonly realPath: string
  /** Device, inode and birth, as text. */
  readonly identity: string
  /** It is watched because a folder above it is. */
  readonly isBelow: boolean
}

/** What the watch itself knows; what lay there before is known elsewhere. */
export type WatchStatus = Omit<WatcherStatus, 'before' | 'folder'> & {
  readonly folder: string | null
}

/** Why a file is left alone as it is now; null when it is taken. */
export type LeaveAlone = (name: string, identity: FileIdentity) => string | null

/**
 * Asked before the first reading of a folder. While it can't say, nothing of the folder is taken.
 * `stopped` tells that the watch has ended meanwhile.
 */
export type OpenFolder = (folder: OpenedFolder, stopped: () => boolean) => Promise<LeaveAlone>

export interface FolderWatchOptions {
  readonly quietMs: number
  readonly reconcileMs: number
  readonly openHints: OpenHints
  readonly onOpened: OpenFolder
  readonly onArrived: (file: ArrivedFile) => void
  /** Something that the status shows may have changed. */
  readonly onChange: () => void
}

/** Where a watch stands in a tree of folders; one that stands alone leaves folders alone. */
export interface InTree {
  /** The folder at the top. */
  readonly top: string
  /** All folders that are in it, each time when the whole of it was read. */
  readonly onFolders: (names: ReadonlySet<string>) => void
  /** One of them, which may be new. */
  readonly onFolder: (name: string) => void
  /** There is nothing of this name, which may have been one of them. */
  readonly onGone: (name: string) => void
}

/** A growing file gives thousands of hints a second; it is looked at twenty times a second. */
const HINT_DELAY_MS = 50
/** How often hints are tried again after the system had none to give. */
const HINTS_RETRY_MS = 60_000
/** The longest between two statuses while files are arriving, so that their quiet times move. */
const ARRIVING_STATUS_MS = 250
/** Reading the whole folder takes at most a tenth of the time, however many files it holds. */
const IDLE_PER_SCAN = 9
/** Most arriving and most ignored names in a status. */
const LISTED = 100

/**
 * The watch over one folder, from `run` to `stop`. One loop does everything in turn: check the
 * folder, read all of it when that is due, look at the names that hints or quiet times ask for.
 */
export class FolderWatch {
  readonly #folder: string
  readonly #apart: Apart
  readonly #options: FolderWatchOptions
  readonly #tree: InTree | null
  readonly #arrivals: Arrivals
  readonly #alarm = new Alarm()
  #state: WatcherState = 'starting'
  #reason: string | null = null
  /** The folder that is being watched, while it is there. */
  #open: ReadyFolder | null = null
  /** Counts how often the folder was to be opened anew. */
  #reopenings = 0
  #leaveAlone: LeaveAlone = () => null
  #hints: Hints | null = null
  /** Why there are no hints; null while there are. */
  #blind: string | null = null
  #hintsRetryAt = 0
  #hinted = new Set<string>()
  /** Names that the station asked about, not yet looked at. */
  readonly #asked = new Set<string>()
  /** Files that have arrived and are about to be told. */
  #telling = 0
  #checkAt = 0
  #scanAt = 0
  #stopped = false
  #loop: Promise<void> | null = null

  constructor(folder: string, apart: Apart, options: FolderWatchOptions, tree: InTree | null) {
    this.#folder = resolve(folder)
    this.#apart = apart
    this.#options = options
    this.#tree = tree
    this.#arrivals = new Arrivals(options.quietMs)
  }

  run(): void {
    this.#loop = this.#work()
  }

  /** No callback is called from this moment on; resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#alarm.ring()
    await this.#loop
    await this.#closeHints()
  }

  setQuietMs(quietMs: number): void {
    this.#arrivals.quietMs = quietMs
    this.#alarm.ring()
  }

  acknowledge(path: string, identity: FileIdentity): void {
    const name = this.#nameOf(path)
    if (name !== null) this.#arrivals.acknowledge(name, identity)
  }

  lookAgain(path: string, known: FileIdentity): void {
    const name = this.#nameOf(path)
    if (name === null) return
    this.#arrivals.acknowledge(name, known)
    if (this.#open !== null) this.#asked.add(name)
    this.#lookSoon(name)
  }

  forget(path: string): void {
    const name = this.#nameOf(path)
    if (name === null) return
    this.#arrivals.gone(name)
    if (this.#open !== null) this.#asked.add(name)
    this.#lookSoon(name)
  }

  /** Opens the folder anew: what was left alone may be taken now. */
  reopen(): void {
    this.#reopenings += 1
    this.#open = null
    this.#state = 'starting'
    this.#checkAt = 0
    this.#alarm.ring()
  }

  /** Whether a file of this name is told of when it lies here. */
  takes(name: string): boolean {
    return this.#open !== null && ignoredReason(name, 'file', this.#taking) === null
  }

  /** Whether every file that is in the folder now has arrived, or there is no folder. */
  get isSettled(): boolean {
    return (
      this.#state !== 'starting' &&
      this.#arrivals.arrivingCount === 0 &&
      this.#asked.size === 0 &&
      this.#telling === 0
    )
  }

  status(): WatchStatus {
    return {
      state: this.#state,
      folder: this.#folder,
      reason: this.#reason ?? (this.#state === 'watching' ? this.#blind : null),
      arriving: this.#arrivals.arriving(performance.now(), LISTED),
      arrivingCount: this.#arrivals.arrivingCount,
      ignored: this.#arrivals.ignored(LISTED),
      ignoredCount: this.#arrivals.ignoredCount,
    }
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      if (performance.now() >= this.#checkAt) await this.#reconcile()
      await this.#lookAtWanted()
      if (this.#stopped) return
      this.#options.onChange()
      await this.#alarm.sleep(this.#sleepMs())
    }
  }

  #sleepMs(): number {
    const now = performance.now()
    const due = this.#open === null ? null : this.#arrivals.nextDue()
    const wakeAt = Math.min(
      this.#checkAt,
      due ?? Infinity,
      due === null ? Infinity : now + ARRIVING_STATUS_MS,
      this.#hinted.size > 0 ? now + HINT_DELAY_MS : Infinity,
    )
    return Math.max(1, wakeAt - now)
  }

  /** Finds what no event told: whether the folder is still there and the same, and all that is in it. */
  async #reconcile(): Promise<void> {
    // Set first, so that a hint that comes meanwhile can bring the next one forward.
    this.#checkAt = performance.now() + this.#options.reconcileMs
    const verdict = await checkFolder(this.#folder, this.#apart, this.#below)
    if (this.#stopped) return
    if (verdict.state !== 'ready') {
      await this.#lose(verdict.state, verdict.reason)
      return
    }
    if (this.#open?.identity !== verdict.identity || this.#open.realPath !== verdict.realPath) {
      await this.#closeHints()
      // Another folder lies there: nothing is known of what is in it.
      if (this.#open !== null) this.#arrivals.folderGone()
      if (!(await this.#opened(verdict))) return
      this.#scanAt = 0
      this.#openHints(verdict)
    } else if (this.#hints === null && performance.now() >= this.#hintsRetryAt) {
      this.#openHints(verdict)
    }
    if (performance.now() >= this.#scanAt) await this.#scan(verdict)
  }

  /** False where it could not be opened: then it is tried again. */
  async #opened(folder: ReadyFolder): Promise<boolean> {
    const { realPath, identity } = folder
    const reopenings = this.#reopenings
    try {
      const isBelow = this.#below !== null
      const opened = { path: this.#folder, realPath, identity, isBelow }
      this.#leaveAlone = await this.#options.onOpened(opened, () => this.#stopped)
    } catch (error) {
      const why = `What lies in ${this.#folder} can't be noted down: ${inWords(error)}`
      if (!this.#stopped) await this.#lose('missing', `${why} It is tried again by itself.`)
      return false
    }
    // What was answered may have changed just then.
    if (this.#stopped || reopenings !== this.#reopenings) return false
    this.#open = folder
    return true
  }

  async #lose(state: 'missing' | 'refused', reason: string): Promise<void> {
    this.#open = null
    this.#state = state
    this.#reason = reason
    this.#hinted.clear()
    this.#asked.clear()
    this.#arrivals.folderGone()
    await this.#closeHints()
  }

  #openHints({ realPath, remote }: ReadyFolder): void {
    const every = `every ${this.#options.reconcileMs / 1000} s`
    this.#blind = remote
      ? `Watching by polling: a network drive does not tell of changes made elsewhere. The folder is read ${every}.`
      : null
    let failed = false
    const hints = this.#options.openHints(realPath, {
      onName: (name) => this.#lookSoon(name),
      onAny: () => {
        this.#checkAt = 0
        this.#scanAt = 0
        this.#alarm.ringWithin(HINT_DELAY_MS)
      },
      onFailure: (error) => {
        failed = true
        this.#blind = `Watching by polling: ${noHintsWords(error)} The folder is read ${every}.`
        this.#hintsRetryAt = performance.now() + HINTS_RETRY_MS
        const broken = this.#hints
        this.#hints = null
        void broken?.close()
      },
    })
    if (failed) void hints.close()
    else this.#hints = hints
  }

  async #closeHints(): Promise<void> {
    const hints = this.#hints
    this.#hints = null
    await hints?.close()
  }

  #lookSoon(name: string): void {
    this.#hinted.add(name)
    this.#alarm.ringWithin(HINT_DELAY_MS)
  }

  async #scan(folder: ReadyFolder): Promise<void> {
    const startedAt = performance.now()
    const stopped = (): boolean => this.#stopped
    const folders = new Set<string>()
    this.#arrivals.startRound()
    try {
      for await (const entries of folderEntries(folder.realPath, this.#taking)) {
        if (this.#stopped) return
        const names: string[] = []
        for (const { name, ignored, isFolder } of entries) {
          if (ignored !== null) this.#arrivals.ignore(name, ignored)
          else if (isFolder) folders.add(name)
          else names.push(name)
        }
        await lookAtEach(names, stopped, (name) => this.#look(folder, name))
        await this.#lookAtWanted()
        this.#options.onChange()
      }
    } catch (error) {
      if (!this.#stopped) await this.#lose('missing', missingReason(this.#folder, error))
      return
    }
    await lookAtEach(this.#arrivals.endRound(), stopped, (name) => this.#look(folder, name))
    if (this.#stopped) return
    this.#tree?.onFolders(folders)
    const endedAt = performance.now()
    this.#scanAt = endedAt + (endedAt - startedAt) * IDLE_PER_SCAN
    this.#state = 'watching'
    this.#reason = null
  }

  /** Looks at what hints named and at what has been quiet long enough. */
  async #lookAtWanted(): Promise<void> {
    const folder = this.#open
    if (folder === null) return
    const wanted = this.#hinted
    this.#hinted = new Set()
    for (const name of this.#arrivals.due(performance.now())) wanted.add(name)
    await lookAtEach(
      wanted,
      () => this.#stopped,
      (name) => this.#look(folder, name),
    )
  }

  async #look(folder: ReadyFolder, name: string): Promise<void> {
    const askedAt = performance.now()
    const seen = await lookAt(folder.realPath, name, this.#taking)
    if (this.#stopped) return
    this.#asked.delete(name)
    if (seen.kind === 'gone') {
      this.#arrivals.gone(name)
      this.#tree?.onGone(name)
      return
    }
    if (seen.kind === 'folder') {
      this.#arrivals.gone(name)
      this.#tree?.onFolder(name)
      return
    }
    // A link, or a file, may lie where a folder was.
    this.#tree?.onGone(name)
    const reason = seen.kind === 'ignored' ? seen.reason : this.#leaveAlone(name, seen.identity)
    if (reason !== null) {
      this.#arrivals.ignore(name, reason)
    } else if (
      seen.kind === 'file' &&
      this.#arrivals.see(name, seen.identity, { askedAt, answeredAt: performance.now() })
    ) {
      await this.#arrived(folder, name, seen.identity)
    }
  }

  /** What is known of a folder says nothing of a file in another one that has taken its place. */
  async #arrived(folder: ReadyFolder, name: string, identity: FileIdentity): Promise<void> {
    this.#telling += 1
    const isHere = await isInPlace(folder)
    this.#telling -= 1
    if (this.#stopped) return
    if (isHere) {
      this.#options.onArrived({ path: join(this.#folder, name), name, identity })
    } else {
      this.#arrivals.gone(name)
      this.#checkAt = 0
    }
  }

  get #below(): Below | null {
    if (this.#tree === null || this.#tree.top === this.#folder) return null
    return { top: this.#tree.top, ready: this.#open }
  }

  get #taking(): 'watched' | 'tree' {
    return this.#tree === null ? 'watched' : 'tree'
  }

  #nameOf(path: string): string | null {
    const name = path.slice(this.#folder.length + 1)
    return name !== '' && join(this.#folder, name) === path ? name : null
  }
}

function noHintsWords(error: unknown): string {
  switch (errorCode(error)) {
    case 'ENOSPC':
      return 'the system has no watches left (see fs.inotify.max_user_watches).'
    case 'EMFILE':
      return 'the system has no watches or open files left for this user.'
    default:
      return inWords(error)
  }
}
