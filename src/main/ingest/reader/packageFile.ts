import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { FileFailureError } from '../failure'
import { identityOf, type FileIdentity } from '../../record/identity'
import { errorCode } from '../../systemError'

/** Other files are closed again in a moment: it is tried so often, with so long a pause. */
const OPEN_TRIES = 50
const OPEN_PAUSE_MS = 200

/** A package's open descriptor. Whatever the system refuses becomes an `unreadable` failure in words. */
export class PackageFile {
  readonly #fd: number

  private constructor(fd: number) {
    this.#fd = fd
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
    return new PackageFile(fd)
  }

  identity(): FileIdentity {
    return attempt('The file can’t be looked at', () =>
      identityOf(fstatSync(this.#fd, { bigint: true })),
    )
  }

  /** Reads up to `length` bytes from `position` on. Returns how many came; 0 is the present end of file. */
  read(target: Uint8Array, offset: number, length: number, position: number): number {
    return attempt(`The file can’t be read at byte ${position}`, () =>
      readSync(this.#fd, target, offset, length, position),
    )
  }

  close(): void {
    closeSync(this.#fd)
  }
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
