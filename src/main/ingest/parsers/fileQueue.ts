import type { StoredFile } from '../../database/files/files'

export interface Waiting {
  readonly file: StoredFile
  /** It was complete and got longer; its beginning was compared with what had been read. */
  readonly grew: boolean
  /** A last line that is cut is taken for what it is: nobody waits for its rest. */
  readonly asItIs?: boolean
}

/** The files that wait to be read, in the order in which they came, and those that are being read. */
export class FileQueue {
  readonly #waiting = new Map<number, Waiting>()
  readonly #live = new Map<number, StoredFile>()
  /** All of them by path. */
  readonly #byPath = new Map<string, number>()

  get waiting(): number {
    return this.#waiting.size
  }

  /** The file of that path that waits or is being read. */
  at(path: string): number | undefined {
    return this.#byPath.get(path)
  }

  add(waiting: Waiting): void {
    const { id, path } = waiting.file
    this.#waiting.set(id, waiting)
    this.#byPath.set(path, id)
  }

  /** The file's path counts as taken until `leave`, though the file does not wait yet. */
  reserve({ id, path }: StoredFile): void {
    this.#byPath.set(path, id)
  }

  /** Takes a waiting file out of the line; its path stays taken until `leave`. */
  withdraw(fileId: number): Waiting | undefined {
    const waiting = this.#waiting.get(fileId)
    this.#waiting.delete(fileId)
    return waiting
  }

  /** The first file that may be read now; it counts as being read until `leave`. */
  next(): Waiting | undefined {
    for (const waiting of this.#waiting.values()) {
      const { file } = waiting
      if (!this.#mayStart(file)) continue
      this.#waiting.delete(file.id)
      this.#live.set(file.id, file)
      return waiting
    }
    return undefined
  }

  /** The file neither waits nor is read any more. */
  leave({ id, path }: StoredFile): void {
    this.#waiting.delete(id)
    this.#live.delete(id)
    if (this.#byPath.get(path) === id) this.#byPath.delete(path)
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting.clear()
  }

  /** Two files of one size may have one content: the second waits, to be compared with the first. */
  #mayStart(file: StoredFile): boolean {
    if (file.again) return true
    for (const other of this.#live.values()) {
      if (other.sizeBytes === file.sizeBytes) return false
    }
    return true
  }
}
