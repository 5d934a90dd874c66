import { constants, type BigIntStats } from 'node:fs'
import {
  link,
  lstat,
  open,
  realpath,
  rename,
  stat,
  unlink,
  type FileHandle,
} from 'node:fs/promises'
import { join } from 'node:path'
import { WrongFolderError, realPathBelow } from '../../realPathBelow'
import { hasNoSync } from '../../syncFolder'
import { errorCode } from '../../systemError'
import { isPrivateName } from './names'

/** What `link` says on disks that have no hard links, or none for files of another user. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * A folder that is held open while files in it are renamed, linked and removed. This class is the
 * only place of the station that does so, and these are its rules:
 * - every name is a plain name, and means an entry of the very folder that was opened: on Linux
 *   through its handle, so that nobody can put another folder or a link in its place meanwhile;
 *   elsewhere the folder is compared right before each call;
 * - nothing is ever overwritten;
 * - only private names are removed.
 */
export class HeldFolder {
  readonly path: string
  readonly device: bigint
  readonly inode: bigint
  readonly #handle: FileHandle
  /** Path of the open handle, where the system has such a thing. */
  readonly #handlePath: string | null

  private constructor(path: string, found: BigIntStats, handle: FileHandle, byHandle: boolean) {
    this.path = path
    this.device = found.dev
    this.inode = found.ino
    this.#handle = handle
    this.#handlePath = byHandle ? handlePathOf(handle) : null
  }

  /** Opens the folder that this path leads to. Rejects with the system's error. */
  static async open(folder: string): Promise<HeldFolder> {
    const path = await realpath(folder)
    // Windows knows neither flag: there both are undefined and count as 0.
    const handle = await open(
      path,
      constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW,
    )
    try {
      const found = await handle.stat({ bigint: true })
      return new HeldFolder(path, found, handle, await canGoByHandle(handle, found))
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /**
   * Opens a folder that is the watched one or lies below it.
   * @throws WrongFolderError when it does not
   */
  static async openBelow(watched: string, folder: string): Promise<HeldFolder> {
    return HeldFolder.open(await realPathBelow(watched, folder))
  }

  is(other: { readonly dev: bigint; readonly ino: bigint }): boolean {
    return this.device === other.dev && this.inode === other.ino
  }

  /** What lies under this name, a link itself; null when nothing does. */
  async look(name: string): Promise<BigIntStats | null> {
    try {
      return await lstat(await this.#at(name), { bigint: true })
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null
      throw error
    }
  }

  /** Opens a file for reading; never a link, and never waiting for a pipe's other end. */
  async read(name: string): Promise<FileHandle> {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
    return open(await this.#at(name), flags)
  }

  /** Creates a file under a private name that is free. */
  async create(name: string, mode: number): Promise<FileHandle> {
    mustBePrivate(name)
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
    return open(await this.#at(name), flags, mode)
  }

  /** Renames a file to a private name that is free. */
  async hide(name: string, hidden: string): Promise<void> {
    mustBePrivate(hidden)
    // Nobody else makes names like this one, so it can't come into being between the two calls.
    if ((await this.look(hidden)) !== null) {
      throw new Error(`The private name ${hidden} is taken.`)
    }
    await rename(await this.#at(name), await this.#at(hidden))
  }

  /**
   * Gives the file under a private name another name, here or in another folder of the same disk.
   * - `linked`: it has both names now; `moved`: it has only the new one (disks without hard links);
   * - `taken`: something else lies there, and nothing was done.
   * Rejects with EXDEV when the folders are on two disks.
   */
  async place(
    hidden: string,
    target: HeldFolder,
    name: string,
  ): Promise<'linked' | 'moved' | 'taken'> {
    mustBePrivate(hidden)
    const from = await this.#at(hidden)
    const to = await target.#at(name)
    try {
      await link(from, to)
      return 'linked'
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return 'taken'
      if (!NO_LINKS.has(errorCode(error))) throw error
    }
    // The only way left that may overwrite, if another program takes the name in this very moment.
    if ((await target.look(name)) !== null) return 'taken'
    await rename(from, to)
    return 'moved'
  }

  /** Removes what lies under a private name. */
  async discard(hidden: string): Promise<void> {
    mustBePrivate(hidden)
    await unlink(await this.#at(hidden))
  }

  /** Puts the folder's names on disk. */
  async sync(): Promise<void> {
    await syncWherePossible(this.#handle)
  }

  /** Puts a file's bytes on disk, whoever wrote them. */
  async syncFile(name: string): Promise<void> {
    const file = await this.read(name)
    try {
      await syncWherePossible(file)
    } finally {
      await file.close()
    }
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  async #at(name: string): Promise<string> {
    if (
      name === '' ||
      name === '.' ||
      name === '..' ||
      /[/\0]/.test(name) ||
      name !== lastPart(name)
    ) {
      throw new WrongFolderError(`${JSON.stringify(name)} is not the name of a file in a folder.`)
    }
    if (this.#handlePath !== null) return `${this.#handlePath}/${name}`
    if (!this.is(await lstat(this.path, { bigint: true }))) {
      throw new WrongFolderError(`${this.path} has become another folder.`)
    }
    return join(this.path, name)
  }
}

async function syncWherePossible(handle: FileHandle): Promise<void> {
  try {
    await handle.sync()
  } catch (error) {
    if (!hasNoSync(error)) throw error
  }
}

/** On Windows a backslash separates too. */
function lastPart(name: string): string {
  return process.platform === 'win32' ? name.slice(name.lastIndexOf('\\') + 1) : name
}

function mustBePrivate(name: string): void {
  if (!isPrivateName(name)) throw new Error(`${JSON.stringify(name)} is not a private name.`)
}

function handlePathOf(handle: FileHandle): string {
  return `/proc/self/fd/${handle.fd}`
}

async function canGoByHandle(handle: FileHandle, folder: BigIntStats): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    const seen = await stat(`${handlePathOf(handle)}/.`, { bigint: true })
    return seen.dev === folder.dev && seen.ino === folder.ino
  } catch {
    return false
  }
}
