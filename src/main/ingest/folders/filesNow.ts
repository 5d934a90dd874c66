import { NUMBERS_PER_FILE, type FilesInFolder } from '../../database/folders/met'
import type { FileIdentity } from '../../record/identity'
import { folderEntries, lookAt, lookAtEach } from '../watcher/folderEntries'

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
