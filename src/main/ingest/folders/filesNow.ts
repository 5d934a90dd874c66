import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { NUMBERS_PER_FILE, type FilesInFolder, type NewFolder } from '../../database/folders/met'
import type { FileIdentity } from '../../record/identity'
import { folderIdentity } from '../watcher/folderCheck'
import { folderEntries, lookAt, lookAtEach, subfolderNames } from '../watcher/folderEntries'
import { MOST_SUBFOLDERS, tooManyFolders } from '../watcher/folderTree'

const FIRST_ROOM = 1_024

/**
 * The regular files that lie in a folder and have names that are taken, a few at a time so that the
 * event loop goes on turning. Rejects when the folder can't be read.
 *
 * @param stopped asked before each look; true ends it early, with what was seen until then
 */
export async function filesNow(folder: string, stopped: () => boolean): Promise<FilesInFolder> {
  const names: string[] = []
  let numbers = new BigInt64Array(FIRST_ROOM * NUMBERS_PER_FILE)
  const add = (name: string, { sizeBytes, device, inode, mtimeNs }: FileIdentity): void => {
    const at = names.length * NUMBERS_PER_FILE
    if (at === numbers.length) {
      const roomier = new BigInt64Array(numbers.length * 2)
      roomier.set(numbers)
      numbers = roomier
    }
    names.push(name)
    numbers[at] = BigInt(sizeBytes)
    // Unsigned ones beyond 2^63 come out as their two's complement.
    numbers[at + 1] = BigInt(device)
    numbers[at + 2] = BigInt(inode)
    numbers[at + 3] = BigInt(mtimeNs)
  }
  for await (const entries of folderEntries(folder, 'watched')) {
    const wanted = entries.filter(({ ignored }) => ignored === null).map(({ name }) => name)
    await lookAtEach(wanted, stopped, async (name) => {
      const seen = await lookAt(folder, name)
      if (seen.kind === 'file') add(name, seen.identity)
    })
  }
  return { names: names.join('\0'), numbers: numbers.slice(0, names.length * NUMBERS_PER_FILE) }
}

/** Of a folder in which nothing lay. */
export const noFiles: FilesInFolder = { names: '', numbers: new BigInt64Array(0) }

/**
 * All folders below one, as far as they are watched, with the files in each. Rejects when one of them
 * can't be read: what lies in it would later pass for what came then, and be deleted.
 *
 * @param folder as it was given, and with every link resolved
 */
export async function filesBelow(
  folder: { readonly path: string; readonly realPath: string },
  stopped: () => boolean,
): Promise<NewFolder[]> {
  const found: NewFolder[] = []
  const ahead = [folder]
  for (let at = ahead.shift(); at !== undefined && !stopped(); at = ahead.shift()) {
    for (const name of await subfolderNames(at.realPath)) {
      const below = { path: join(at.path, name), realPath: join(at.realPath, name) }
      const identity = folderIdentity(await stat(below.realPath, { bigint: true }))
      const files = await filesNow(below.realPath, stopped)
      found.push({ found: { paths: [...new Set([below.path, below.realPath])], identity }, files })
      ahead.push(below)
      if (found.length > MOST_SUBFOLDERS) throw new Error(tooManyFolders(MOST_SUBFOLDERS))
    }
  }
  return found
}
