import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { inWords } from '../systemError'
import { draftName, replaceName } from '../newFile'

/** Gathered before each write. */
const BUFFER_BYTES = 256 * 1024

/**
 * A file that is written bit by bit and is whole or not there, to a place that the operator has
 * confirmed. Whatever the disk refuses is an Error with words.
 */
export class ExportFile {
  readonly path: string
  readonly #draft: string
  readonly #fd: number
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES)
  #filled = 0
  #bytes = 0
  #isOpen = true

  constructor(path: string) {
    this.path = path
    this.#draft = draftName(path)
    this.#fd = this.#attempt(() => openSync(this.#draft, 'wx'))
  }

  get name(): string {
    return basename(this.path)
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes
  }

  write(data: string | Uint8Array, encoding: BufferEncoding = 'utf8'): void {
    const bytes = typeof data === 'string' ? Buffer.from(data, encoding) : data
    this.#bytes += bytes.length
    if (this.#filled + bytes.length > BUFFER_BYTES) this.#flush()
    if (bytes.length > BUFFER_BYTES) {
      this.#writeAll(bytes)
      return
    }
    this.#buffer.set(bytes, this.#filled)
    this.#filled += bytes.length
  }

  /** Puts the file in its place; one that was there before is replaced. */
  async finish(): Promise<void> {
    this.#flush()
    this.#attempt(() => fsyncSync(this.#fd))
    this.#closeDraft()
    await replaceName(this.#draft, this.path).catch((error: unknown) => this.#refuse(error))
  }

  /** Without `finish` before, nothing is left of the file. */
  close(): void {
    this.#closeDraft()
    rmSync(this.#draft, { force: true })
  }

  #closeDraft(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    closeSync(this.#fd)
  }

  #flush(): void {
    this.#writeAll(this.#buffer.subarray(0, this.#filled))
    this.#filled = 0
  }

  #writeAll(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      at += this.#attempt(() => writeSync(this.#fd, bytes, at, bytes.length - at))
    }
  }

  #attempt<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      return this.#refuse(error)
    }
  }

  #refuse(error: unknown): never {
    throw new Error(`${this.path} can't be written: ${inWords(error)}`, { cause: error })
  }
}
