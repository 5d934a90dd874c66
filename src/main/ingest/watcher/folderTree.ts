import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { countText } from '#shared/numbers'
import type { IgnoredFile } from '#shared/status'
import type { FileIdentity } from '../../record/identity'
import { isHindrance, unseenReason } from './eligible'
import type { Apart } from './folderCheck'
import { FolderWatch, type FolderWatchOptions, type InTree, type WatchStatus } from './folderWatch'

/** Each has a watch of the system's and is looked at every few seconds. */
export const MOST_SUBFOLDERS = 1_000

/** Why no more folders than these are watched below one. */
export const tooManyFolders = (most: number): string =>
  `more than ${countText(most)} folders lie below it, and no more are watched. Watch some of them by themselves.`

/** Most arriving and most ignored names in a status. */
const LISTED = 100

export interface FolderTreeOptions extends FolderWatchOptions {
  /** Whether what is below the folder is watched, too. */
  readonly subfolders: boolean
}

/** The watch over a folder, and over all folders below it where that is wanted. */
export class FolderTree {
  readonly #root: string
  readonly #apart: Apart
  readonly #options: FolderTreeOptions
  readonly #top: FolderWatch
  /** By their folders; the one at the top is the first. */
  readonly #watches = new Map<string, FolderWatch>()
  /** Watches that end: their folders went. */
  readonly #ending = new Set<Promise<void>>()
  /** What is known to be in each folder: the names of the folders there. */
  readonly #names = new Map<string, ReadonlySet<string>>()
  /** Folders that are one too many. */
  readonly #tooMany = new Set<string>()
  #stopped = false

  constructor(folder: string, apart: Apart, options: FolderTreeOptions) {
    this.#root = resolve(folder)
    this.#apart = apart
    this.#options = options
    this.#top = this.#watch(this.#root)
  }

  run(): void {
    this.#top.run()
  }

  /** No callback is called from this moment on; resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all([...this.#ending, ...this.#all.map((watch) => watch.stop())])
  }

  setQuietMs(quietMs: number): void {
    for (const watch of this.#all) watch.setQuietMs(quietMs)
  }

  acknowledge(path: string, identity: FileIdentity): void {
    this.#watches.get(dirname(path))?.acknowledge(path, identity)
  }

  lookAgain(path: string, known: FileIdentity): void {
    this.#watches.get(dirname(path))?.lookAgain(path, known)
  }

  forget(path: string): void {
    this.#watches.get(dirname(path))?.forget(path)
  }

  /** Opens all folders anew: what was left alone may be taken now. */
  reopen(): void {
    for (const watch of this.#all) watch.reopen()
  }

  /** Whether a file at this path is told of. */
  takes(path: string): boolean {
    return this.#watches.get(dirname(path))?.takes(basename(path)) ?? false
  }

  /** Whether every file that is there now has arrived, or the folder is not there. */
  get isSettled(): boolean {
    return this.#all.every((watch) => watch.isSettled)
  }

  /** That of the folder, with the files of all that are below it. */
  status(): WatchStatus {
    const all = [...this.#watches].map(([path, watch]) => ({ path, status: watch.status() }))
    const arriving = all.flatMap(({ path, status }) =>
      status.arriving.map((file) => ({ ...file, name: this.#nameOf(path, file.name) })),
    )
    const ignored = all.flatMap(({ path, status }) =>
      status.ignored.map((file) => ({ ...file, name: this.#nameOf(path, file.name) })),
    )
    const unread = all
      .slice(1)
      .flatMap(({ path, status: { state, reason } }) =>
        state === 'missing' || state === 'refused'
          ? [{ name: this.#nameOf(path, ''), reason: unseenReason(reason ?? state) }]
          : [],
      )
    const beyond = [...this.#tooMany].map((path) => ({
      name: this.#nameOf(path, ''),
      reason: unseenReason(tooManyFolders(MOST_SUBFOLDERS)),
    }))
    const sum = (key: 'arrivingCount' | 'ignoredCount'): number =>
      all.reduce((total, { status }) => total + status[key], 0)
    return {
      ...this.#top.status(),
      arriving: arriving.slice(0, LISTED),
      arrivingCount: sum('arrivingCount'),
      ignored: [...unread, ...beyond, ...ignored].toSorted(troubleFirst).slice(0, LISTED),
      ignoredCount: sum('ignoredCount') + unread.length + beyond.length,
    }
  }

  get #all(): FolderWatch[] {
    return [...this.#watches.values()]
  }

  /** As seen from the folder at the top; a folder itself ends as folders do. */
  #nameOf(folder: string, name: string): string {
    const way = relative(this.#root, folder)
    return way === '' ? name : `${way}${sep}${name}`
  }

  #watch(folder: string): FolderWatch {
    const tree: InTree = {
      top: this.#root,
      onFolder: (name) => this.#are(folder, this.#namesIn(folder).add(name)),
      onGone: (name) => {
        if (this.#names.get(folder)?.has(name) !== true) return
        const names = this.#namesIn(folder)
        names.delete(name)
        this.#are(folder, names)
      },
      onFolders: (names) => this.#are(folder, names),
    }
    const { subfolders } = this.#options
    const watch = new FolderWatch(folder, this.#apart, this.#options, subfolders ? tree : null)
    this.#watches.set(folder, watch)
    return watch
  }

  #add(folder: string): void {
    if (this.#watches.has(folder)) return
    if (this.#watches.size > MOST_SUBFOLDERS) {
      this.#tooMany.add(folder)
      return
    }
    this.#tooMany.delete(folder)
    this.#watch(folder).run()
  }

  #namesIn(folder: string): Set<string> {
    return new Set(this.#names.get(folder))
  }

  /** These folders and no others are in this one. */
  #are(folder: string, names: ReadonlySet<string>): void {
    if (this.#stopped || !this.#watches.has(folder)) return
    const known = this.#namesIn(folder)
    this.#names.set(folder, names)
    for (const name of known) if (!names.has(name)) this.#leave(join(folder, name))
    for (const name of names) this.#add(join(folder, name))
  }

  #leave(path: string): void {
    this.#tooMany.delete(path)
    for (const name of this.#names.get(path) ?? []) this.#leave(join(path, name))
    this.#names.delete(path)
    const watch = this.#watches.get(path)
    if (watch === undefined) return
    this.#watches.delete(path)
    const ended = watch.stop()
    this.#ending.add(ended)
    void ended.finally(() => this.#ending.delete(ended))
  }
}

const troubleFirst = (a: IgnoredFile, b: IgnoredFile): number =>
  Number(isHindrance(b.reason)) - Number(isHindrance(a.reason))
