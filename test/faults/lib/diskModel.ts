import { basename, dirname, join } from 'node:path'
import type { Random } from '../../fixtures/generator/random'
import type { LoggedCall } from './callLog'

/** What has to be logged for `DiskModel`, with all that is written. */
export const DISK_CALLS = 'openat,pwrite64,ftruncate,fsync,fdatasync,rename,link,unlink'
/** More than SQLite or the station writes at once. */
export const DISK_BYTES = 1_048_576

/** What a power cut leaves of that which was not synced. */
export const cuts = ['nothing', 'everything', 'something'] as const
export type Cut = (typeof cuts)[number]

/** Of a write that was under way, whole sectors are there. */
const SECTOR_BYTES = 512

/** A write; without data a change of the length to `at`. */
interface Write {
  readonly at: number
  readonly data: Buffer | null
  readonly ended: number
}

/** A file's name comes, or goes where `file` is null. */
interface Naming {
  readonly name: string
  readonly file: File | null
  readonly ended: number
}

interface File {
  onDisk: Buffer
  unsynced: Write[]
}

interface Folder {
  onDisk: ReadonlyMap<string, File>
  unsynced: Naming[]
}

/**
 * A disk that keeps for sure only what was synced, as POSIX has it: a file's bytes by a sync of the
 * file, names by a sync of their folder. After a sync that failed, what it should have kept is lost
 * even when a later one succeeds, because Linux takes it for written.
 */
export class DiskModel {
  readonly #folders = new Map<string, Folder>()
  /** As the running system sees them, by path. */
  readonly #files = new Map<string, File>()
  readonly #descriptors = new Map<string, string>()

  /** `contents`: every file in these folders as it lies on disk at the beginning, by path. */
  constructor(folders: readonly string[], contents: ReadonlyMap<string, Buffer>) {
    for (const [path, onDisk] of contents) this.#files.set(path, { onDisk, unsynced: [] })
    for (const folder of folders) {
      const inside = [...this.#files].filter(([path]) => dirname(path) === folder)
      const onDisk = new Map(inside.map(([path, file]) => [basename(path), file]))
      this.#folders.set(folder, { onDisk, unsynced: [] })
    }
  }

  /** To be called with each call, in the order in which they ended. */
  apply(logged: LoggedCall): void {
    const { call, path, target, succeeded, ended, args } = logged
    if (call === 'fsync' || call === 'fdatasync') this.#sync(logged)
    else if (!succeeded) return
    else if (call === 'openat') {
      this.#descriptors.set(String(logged.descriptor), path)
      if (args.includes('O_CREAT')) this.#create(path, ended)
    } else if (call === 'pwrite64') {
      this.#files.get(path)?.unsynced.push({ at: lastNumber(args), data: logged.data, ended })
    } else if (call === 'ftruncate') {
      this.#files.get(path)?.unsynced.push({ at: lastNumber(args), data: null, ended })
    } else this.#name(call, this.#resolve(path), this.#resolve(target), ended)
  }

  /** Every file that is there after a power cut, by path. */
  afterCut(cut: Cut, random: Random): Map<string, Buffer> {
    const found = new Map<string, Buffer>()
    for (const [folder, { onDisk, unsynced }] of this.#folders) {
      // Names reach a disk in their order.
      const some = random.integer(unsynced.length + 1)
      const count = { nothing: 0, everything: unsynced.length, something: some }[cut]
      const names = named(onDisk, unsynced.slice(0, count))
      for (const [name, file] of names) {
        const writes = file.unsynced.flatMap((write) => fate(write, cut, random))
        found.set(join(folder, name), written(file.onDisk, writes))
      }
    }
    return found
  }

  #sync({ path, began, succeeded }: LoggedCall): void {
    const file = this.#files.get(path)
    const folder = this.#folders.get(path)
    if (file !== undefined) {
      const covered = file.unsynced.filter(({ ended }) => ended < began)
      file.unsynced = file.unsynced.slice(covered.length)
      if (succeeded) file.onDisk = written(file.onDisk, covered)
    } else if (folder !== undefined) {
      const covered = folder.unsynced.filter(({ ended }) => ended < began)
      folder.unsynced = folder.unsynced.slice(covered.length)
      // Names are kept by the file system's own journal: a sync of theirs that failed loses none.
      folder.onDisk = named(folder.onDisk, covered)
    }
  }

  #create(path: string, ended: number): void {
    const folder = this.#folders.get(dirname(path))
    if (folder === undefined || this.#files.has(path)) return
    const file: File = { onDisk: Buffer.alloc(0), unsynced: [] }
    this.#files.set(path, file)
    folder.unsynced.push({ name: basename(path), file, ended })
  }

  #name(call: string, from: string, to: string, ended: number): void {
    const file = this.#files.get(from)
    if (file === undefined) return
    if (call !== 'unlink') {
      this.#files.set(to, file)
      this.#folders.get(dirname(to))?.unsynced.push({ name: basename(to), file, ended })
    }
    if (call !== 'link') {
      this.#files.delete(from)
      this.#folders.get(dirname(from))?.unsynced.push({ name: basename(from), file: null, ended })
    }
  }

  /** Names in a folder that is held open go through its descriptor. */
  #resolve(path: string): string {
    const [, descriptor = '', name = ''] = /^\/proc\/self\/fd\/(\d+)\/(.+)$/.exec(path) ?? []
    const folder = this.#descriptors.get(descriptor)
    return folder === undefined ? path : join(folder, name)
  }
}

function named(names: ReadonlyMap<string, File>, changes: readonly Naming[]): Map<string, File> {
  const result = new Map(names)
  for (const { name, file } of changes) {
    if (file === null) result.delete(name)
    else result.set(name, file)
  }
  return result
}

/** What becomes of a write that was not synced: all of it, nothing, or its first sectors. */
function fate(write: Write, cut: Cut, random: Random): Write[] {
  if (cut === 'nothing') return []
  const { data } = write
  const draw = cut === 'everything' ? 0 : random.integer(3)
  if (draw === 0) return [write]
  if (draw === 1 || data === null) return []
  const sectors = random.integer(Math.ceil(data.length / SECTOR_BYTES) + 1)
  return [{ ...write, data: data.subarray(0, sectors * SECTOR_BYTES) }]
}

function written(content: Buffer, writes: readonly Write[]): Buffer {
  const ends = writes.map(({ at, data }) => at + (data?.length ?? 0))
  const result = Buffer.alloc(Math.max(content.length, ...ends))
  content.copy(result)
  let { length } = content
  for (const { at, data } of writes) {
    if (data === null) {
      if (at < length) result.fill(0, at, length)
      length = at
    } else if (data.length > 0) {
      data.copy(result, at)
      length = Math.max(length, at + data.length)
    }
  }
  return result.subarray(0, length)
}

/** The offset or length at the end of a call's arguments. */
function lastNumber(args: string): number {
  return Number(/(\d+)\)?\s*$/.exec(args)?.[1])
}
