import { randomBytes } from 'node:crypto'
import { closeSync, linkSync, lstatSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errorCode } from './systemError'
import { syncFolder, syncFolderNow } from './syncFolder'

/**
 * How every file comes to be that is written for somebody: under a private name in its own folder,
 * synced, and only then under its own name, so that what has that name is whole.
 */

/** Characters of a file's name that its draft has too: with all of a long one it could not be made. */
const MOST_OF_NAME = 40

/** A private name for the file while it is written; no two writers have the same. */
export function draftName(path: string): string {
  const name = Array.from(basename(path)).slice(0, MOST_OF_NAME).join('')
  return join(dirname(path), `.${name}.${randomBytes(6).toString('hex')}.part`)
}

/**
 * Whether a new file can have this name.
 * @throws Error with words where something has it, be it a link that leads nowhere, or its folder is
 *   missing
 */
export function mustBeFree(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw new TakenNameError(path)
  const folder = dirname(path)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  throw new Error(
    `${path} can't be made: its folder ${folder} is not there. Make it first, or name another.`,
  )
}

/** Something has the name already. It was not touched. */
export class TakenNameError extends Error {
  constructor(path: string) {
    super(`${path} is there already. Name another file.`)
    this.name = 'TakenNameError'
  }
}

/**
 * Gives a whole and synced draft its name, and puts that on disk. Never over something that has the
 * name, not even where it came just now.
 *
 * @throws TakenNameError; the system's error
 */
export function takeName(draft: string, path: string): void {
  try {
    linkSync(draft, path)
    rmSync(draft)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new TakenNameError(path)
    // A disk that has no links, such as a USB stick: the name is taken first, then filled.
    reserve(path)
    renameSync(draft, path)
  }
  syncFolderNow(dirname(path))
}

/**
 * As `takeName`, over what has the name: for where an operator has confirmed that it is replaced, as
 * the system's dialog for a file to save asks. Until then the old file is there, and whole.
 */
export async function replaceName(draft: string, path: string): Promise<void> {
  await rename(draft, path)
  await syncFolder(dirname(path))
}

/** How a draft gets its name: `takeName` or `replaceName`. */
export type GiveName = (draft: string, path: string) => void | Promise<void>

/**
 * Makes a file that is whole or not there.
 *
 * @param draft its private name, of `draftName`
 * @param fill writes all of it
 * @throws what `fill`, `giveName` or the system throws; then nothing is left of the draft
 */
export async function makeFile(
  { draft, path }: { readonly draft: string; readonly path: string },
  giveName: GiveName,
  fill: (write: (data: string | Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  try {
    const file = await open(draft, 'wx')
    try {
      await fill((data) => file.appendFile(data))
      await file.sync()
    } finally {
      await file.close()
    }
    await giveName(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

function reserve(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    throw errorCode(error) === 'EEXIST' ? new TakenNameError(path) : error
  }
}
