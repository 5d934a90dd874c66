import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { FileFailureError } from './failure'
import { identityOf, type FileIdentity } from '../../record/identity'
import { errorCode } from '../../systemError'
import type { ByteSource } from './content/byteSource'
import { DecodedSource } from './content/decodedSource'
import { Gunzip, isGzip } from './content/gunzip'
import { utf16Order, Utf16ToUtf8 } from './content/utf16'

/** Other files are closed again in a moment: it is tried so often, with so long a pause. */
const OPEN_TRIES = 50
const OPEN_PAUSE_MS = 200

/**
 * An open package, read as the text that it holds: a gzip is unpacked, UTF-16 becomes UTF-8. Places
 * are of that text. Whatever the system refuses becomes an `unreadable` failure in words.
 */
export class PackageFile implements ByteSource {
  readonly #file: OpenFile
  readonly #text: ByteSource

  private constructor(file: OpenFile) {
    this.#file = file
    this.#text = textOf(file)
  }

  /**
   * Opens a regular file for reading. Links are not followed, and a pipe or a device never makes
   * the thread wait: O_NONBLOCK lets the open return and the descriptor's own type is looked at.
   */
  static open(path: string): PackageFile {
    // Windows has neither flag; there they are undefined, which adds nothing.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW
    const fd = attempt('The file can’t be opened', () => openPatiently(path, flags))
    try {
      if (!fstatSync(fd).isFile()) {
        throw new FileFailureError(
          'unreadable',
          'This is not a regular file. Only regular files can be imported.',
        )
      }
    } catch (error) {
      closeSync(fd)
      throw error
    }
    const file = new OpenFile(fd)
    try {
      return new PackageFile(file)
    } catch (error) {
      file.close()
      throw error
    }
  }

  /** Of the file itself, as it lies there. */
  identity(): FileIdentity {
    return this.#file.identity()
  }

  read(target: Uint8Array, offset: number, length: number, position: number): number {
    return this.#text.read(target, offset, length, position)
  }

  size(): number {
    return this.#text.size()
  }

  /** About how many bytes the text has, for whoever shows how far it is. */
  sizeHint(): number {
    if (this.#text === this.#file) return this.#file.size()
    return isGzip(beginningOf(this.#file)) ? unpackedSize(this.#file) : this.#file.size() / 2
  }

  close(): void {
    this.#file.close()
  }
}

/** A file's own bytes. */
class OpenFile implements ByteSource {
  readonly #fd: number

  constructor(fd: number) {
    this.#fd = fd
  }

  identity(): FileIdentity {
    return attempt('The file can’t be looked at', () =>
      identityOf(fstatSync(this.#fd, { bigint: true })),
    )
  }

  read(target: Uint8Array, offset: number, length: number, position: number): number {
    return attempt(`The file can’t be read at byte ${position}`, () =>
      readSync(this.#fd, target, offset, length, position),
    )
  }

  size(): number {
    return this.identity().sizeBytes
  }

  close(): void {
    closeSync(this.#fd)
  }
}

function textOf(file: ByteSource): ByteSource {
  const bytes = isGzip(beginningOf(file)) ? new DecodedSource(() => new Gunzip(file)) : file
  const order = utf16Order(beginningOf(bytes))
  return order === null ? bytes : new DecodedSource(() => new Utf16ToUtf8(bytes, order))
}

function beginningOf(bytes: ByteSource): Uint8Array {
  const head = new Uint8Array(4)
  return head.subarray(0, bytes.read(head, 0, head.length, 0))
}

/** What the last member says, which is most often the only one; at least what is packed. */
function unpackedSize(file: ByteSource): number {
  const packed = file.size()
  const last = new Uint8Array(4)
  if (file.read(last, 0, 4, packed - 4) < 4) return packed
  return Math.max(packed, new DataView(last.buffer).getUint32(0, true))
}

/** Opens a file even where this program, or the machine, has as many open as it may. */
function openPatiently(path: string, flags: number): number {
  for (let tries = 1; ; tries += 1) {
    try {
      return openSync(path, flags)
    } catch (error) {
      const tooMany = ['EMFILE', 'ENFILE'].includes(errorCode(error))
      if (!tooMany || tries === OPEN_TRIES) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, OPEN_PAUSE_MS)
    }
  }
}

function attempt<T>(what: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw new FileFailureError('unreadable', `${what}: ${reasonOf(error)}.`, { cause: error })
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it is no longer there'],
  ['EACCES', 'this user is not allowed to read it. Change its permissions and try again'],
  ['EPERM', 'the system does not allow it'],
  ['ELOOP', 'it is a link, and links are not followed. Import the file that it points to'],
  ['ENOTDIR', 'a part of its path is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ENXIO', 'it is a socket or a device'],
  ['EMFILE', 'too many files are open. Try again later'],
  ['ENFILE', 'too many files are open. Try again later'],
  ['EIO', 'the disk reports an error'],
  ['ESTALE', 'the network folder that held it has changed'],
])

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return reasons.get(code) ?? (code === '' ? error.message : `the system says ${code}`)
}
