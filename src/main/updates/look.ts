import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { printable } from '#shared/printable'
import { errorCode, inWords } from '../systemError'
import { isSigned, Manifest, manifestName, type ReleaseKind } from './manifest'
import { isNewer } from './version'

/** What is looked for, and where. */
export interface LookFor extends ReleaseKind {
  readonly folder: string
  /** PEM. */
  readonly publicKey: string
  /** The version that runs. */
  readonly version: string
}

export type Found =
  | { readonly is: 'current' }
  | {
      readonly is: 'newer'
      readonly version: string
      readonly news: string
      readonly files: string[]
    }
  | { readonly is: 'trouble'; readonly words: string }

/** Why what lies there is not used, for people. */
class UnusableReleaseError extends Error {}

const MOST_MANIFEST_BYTES = 65_536
const MOST_SIGNATURE_BYTES = 256
const PIECE_BYTES = 1024 * 1024

/**
 * Looks for a newer release in a folder, and checks it whole: nothing is read out of a manifest before
 * its signature is good, and no package is named that is not the very one that was released. Blocks
 * for as long as the folder does. Never throws.
 */
export function lookForUpdate(asked: LookFor): Found {
  try {
    return look(asked)
  } catch (error) {
    if (error instanceof UnusableReleaseError) return { is: 'trouble', words: error.message }
    return { is: 'trouble', words: `${asked.folder} can't be read: ${inWords(error)}` }
  }
}

function look(asked: LookFor): Found {
  const name = manifestName(asked)
  const { folder } = asked
  if (!statSync(folder).isDirectory()) throw new UnusableReleaseError(`${folder} is not a folder.`)
  const bytes = smallFile(folder, name, MOST_MANIFEST_BYTES)
  if (bytes === null) {
    throw new UnusableReleaseError(
      `There is no ${name} in ${folder}, which a release for this machine has.`,
    )
  }
  const signature = smallFile(folder, `${name}.sig`, MOST_SIGNATURE_BYTES)
  if (signature === null) {
    throw new UnusableReleaseError(
      `${name} has no ${name}.sig beside it, so nothing shows who made it. It is not used.`,
    )
  }
  if (!isSigned(bytes, signature.toString('latin1'), asked.publicKey)) {
    throw new UnusableReleaseError(
      `${name} was changed, or is not from whoever made this program: its signature is not good. It is not used. Ask whoever put it there.`,
    )
  }
  const manifest = manifestIn(bytes, name)
  for (const key of ['product', 'platform', 'architecture'] as const) {
    if (manifest[key] === asked[key]) continue
    throw new UnusableReleaseError(
      `${name} is of a release for another ${key} (${printable(manifest[key])}). It is not used.`,
    )
  }
  if (!isNewer(manifest.version, asked.version)) return { is: 'current' }
  const files = manifest.packages.filter((each) => isReleased(folder, each)).map(({ file }) => file)
  if (files.length === 0) {
    const names = manifest.packages.map(({ file }) => file).join(', ')
    throw new UnusableReleaseError(
      `Version ${manifest.version} is announced in ${folder}, but its files (${names}) are not there.`,
    )
  }
  return { is: 'newer', version: manifest.version, news: manifest.news, files }
}

function manifestIn(bytes: Buffer, name: string): Manifest {
  let value: unknown = null
  try {
    value = JSON.parse(bytes.toString())
  } catch {
    // It fits no shape then.
  }
  const { data } = Manifest.safeParse(value)
  if (data !== undefined) return data
  throw new UnusableReleaseError(
    `${name} is signed, but this version does not understand it. Look for news by hand.`,
  )
}

/** False where it is not there. Throws where it is another file than the one that was released. */
function isReleased(
  folder: string,
  { file, bytes, sha256 }: Manifest['packages'][number],
): boolean {
  const hash = createHash('sha256')
  const size = eachPiece(folder, file, (piece) => hash.update(piece), bytes)
  if (size === null) return false
  if (size === bytes && hash.digest('hex') === sha256) return true
  throw new UnusableReleaseError(
    `${file} in ${folder} is not the file that was released: it was changed, or is not copied whole. Do not install it.`,
  )
}

/** All of a file that may be no larger; null where there is none. */
function smallFile(folder: string, name: string, most: number): Buffer | null {
  const pieces: Buffer[] = []
  const size = eachPiece(folder, name, (piece) => pieces.push(Buffer.from(piece)), most)
  if (size === null) return null
  if (size <= most) return Buffer.concat(pieces)
  throw new UnusableReleaseError(`${name} in ${folder} is far too large. It is not used.`)
}

/**
 * Reads a file piece by piece, as long as it is no larger than `most`. Returns its size; null where
 * there is none.
 */
function eachPiece(
  folder: string,
  name: string,
  take: (piece: Buffer) => unknown,
  most: number,
): number | null {
  let fd: number
  try {
    // What is no file, such as a pipe that nobody writes to, must not hold this up.
    fd = openSync(join(folder, name), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
  try {
    if (!fstatSync(fd).isFile()) {
      throw new UnusableReleaseError(`${name} in ${folder} is not a regular file. It is not used.`)
    }
    const buffer = Buffer.alloc(Math.min(PIECE_BYTES, most + 1))
    let size = 0
    while (size <= most) {
      const read = readSync(fd, buffer, 0, buffer.length, null)
      if (read === 0) break
      size += read
      take(buffer.subarray(0, read))
    }
    return size
  } finally {
    closeSync(fd)
  }
}
