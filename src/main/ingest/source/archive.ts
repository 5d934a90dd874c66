import type { BigIntStats } from 'node:fs'
import { mkdir, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileIdentity } from '../../record/identity'
import { errorCode } from '../../systemError'
import { digestOf } from './digest'
import type { Digest } from './digestMethods'
import { WrongFolderError } from '../../realPathBelow'
import { HeldFolder } from './heldFolder'
import { freeNames } from './names'
import { sameBytes } from './sameSource'

/** Where sources of a watched folder are archived when no other folder is set. */
export function archiveBeside(ingestFolder: string): string {
  return join(dirname(ingestFolder), 'archive')
}

/** The file is no longer the one that was read. */
export class SourceChangedError extends Error {
  override readonly name = 'SourceChangedError'
}

/** A copy in the archive, under its private name still, compared with its source byte for byte. */
export type Copy = Digest

/**
 * Opens the archive folder, and makes it where only the last part of its path is missing: a whole
 * missing path is more likely a disk that is not connected.
 */
export async function openArchive(archiveFolder: string, watched: HeldFolder): Promise<HeldFolder> {
  try {
    await mkdir(archiveFolder)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
  const archive = await HeldFolder.open(archiveFolder)
  if (!archive.is({ dev: watched.device, ino: watched.inode })) return archive
  await archive.close()
  throw new WrongFolderError('the archive folder is the watched folder. Choose another one.')
}

/**
 * Copies a file to the archive's disk under a private name, puts it on disk, and compares.
 * @throws SourceChangedError when the file is not the one that was read, or changes meanwhile
 */
export async function copyToArchive(
  from: HeldFolder,
  name: string,
  archive: HeldFolder,
  hidden: string,
  identity: FileIdentity,
  signal: AbortSignal | null,
): Promise<Copy> {
  if ((await archive.look(hidden)) !== null) await archive.discard(hidden)
  const input = await from.read(name)
  try {
    const source = await input.stat({ bigint: true })
    if (!sameBytes(identity, source)) throw new SourceChangedError()
    const copy = await writeCopy(input, source, archive, hidden, signal)
    if (!sameBytes(identity, await input.stat({ bigint: true }))) throw new SourceChangedError()
    return copy
  } catch (error) {
    // On a disk in trouble this may fail as well; the next attempt begins by removing it.
    await archive.discard(hidden).catch(() => undefined)
    throw error
  } finally {
    await input.close()
  }
}

async function writeCopy(
  input: FileHandle,
  source: BigIntStats,
  archive: HeldFolder,
  hidden: string,
  signal: AbortSignal | null,
): Promise<Copy> {
  const output = await archive.create(hidden, Number(source.mode) & 0o777)
  try {
    const sizeBytes = Number(source.size)
    const read = await digestOf(input, { sizeBytes, copyTo: output, signal })
    await output.utimes(Number(source.atimeMs) / 1000, Number(source.mtimeMs) / 1000)
    await output.sync()
    const written = await digestOf(output, { sizeBytes, copyTo: null, signal })
    if (written.sha256 !== read.sha256 || read.sizeBytes !== sizeBytes) {
      throw new Error('the copy in the archive is not equal to the file. Check the disk.')
    }
    return read
  } finally {
    await output.close()
  }
}

/**
 * Gives the file under a private name in `from` its name in the archive, or the next free one
 * (`name (2).ext`). A name under which an interrupted attempt has already put it is used again. The
 * archive is still to be synced.
 *
 * @param from the watched folder where both are on one disk, else the archive itself, with its copy
 * @returns the name, and whether the private name is still there
 * @throws with EXDEV when `from` is on another disk
 */
export async function placeInArchive(
  from: HeldFolder,
  hidden: string,
  archive: HeldFolder,
  name: string,
  copy: Copy | null,
): Promise<{ readonly name: string; readonly hiddenLeft: boolean }> {
  for (const wanted of freeNames(name)) {
    const placed = await from.place(hidden, archive, wanted)
    if (placed === 'taken' && !(await isThere(from, hidden, archive, wanted, copy))) continue
    return { name: wanted, hiddenLeft: placed !== 'moved' }
  }
  throw new Error('the archive holds too many files of this name. Move some elsewhere.')
}

/** True when the archive holds these very bytes under this name: the same file, or an equal copy. */
async function isThere(
  from: HeldFolder,
  hidden: string,
  archive: HeldFolder,
  name: string,
  copy: Copy | null,
): Promise<boolean> {
  const [ours, theirs] = [await from.look(hidden), await archive.look(name)]
  if (ours === null || theirs === null) return false
  if (ours.dev === theirs.dev && ours.ino === theirs.ino) return true
  if (copy === null || !theirs.isFile() || Number(theirs.size) !== copy.sizeBytes) return false
  const file = await archive.read(name)
  try {
    const { sizeBytes } = copy
    const there = await digestOf(file, { sizeBytes, copyTo: null, signal: null })
    if (there.sha256 !== copy.sha256) return false
    // It may be from an attempt that ended before its copy was on disk.
    await file.sync()
    return true
  } finally {
    await file.close()
  }
}

/**
 * The name under which the archive has a file of this name, size and time of writing; null when it
 * has none. Disks keep times more or less exactly; two seconds is the coarsest (FAT).
 */
export async function findInArchive(
  archive: HeldFolder,
  name: string,
  identity: FileIdentity,
): Promise<string | null> {
  for (const wanted of freeNames(name)) {
    const found = await archive.look(wanted)
    if (found === null) return null
    const apartNs = found.mtimeNs - BigInt(identity.mtimeNs)
    const sameTime = apartNs >= -2_000_000_000n && apartNs <= 2_000_000_000n
    if (found.isFile() && Number(found.size) === identity.sizeBytes && sameTime) return wanted
  }
  return null
}
