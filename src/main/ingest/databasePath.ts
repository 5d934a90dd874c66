import { lstat, mkdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { networkDrive, type AskFileSystem } from './networkDrive'
import { errorCode } from './systemError'

/**
 * Not among the drives that are refused: sandboxes and virtual machines show their own local disks
 * as 9P.
 */
const BEARABLE = '9P'

/**
 * The path of the database file itself, every link in it resolved, so that whoever opens the same
 * database takes the same lock and has the same WAL beside it. Makes its folder.
 *
 * @throws Error with words where SQLite could lose data; the system's error
 */
export async function databasePathOf(given: string, ask?: AskFileSystem): Promise<string> {
  await mkdir(dirname(given), { recursive: true, mode: 0o700 })
  const path = await resolved(given)
  const folder = dirname(path)
  const drive = await networkDrive(folder, ask)
  if (drive !== null && drive !== BEARABLE) {
    throw new Error(
      `${path} lies on a network drive (${drive}), where SQLite can lose what it stores. Choose a folder on a local disk, with --db or DOWNLINK_DATA.`,
    )
  }
  const found = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (found === null) return path
  if (!found.isFile()) throw new Error(`${path} is not a regular file. Name another database.`)
  if (found.nlink > 1) {
    throw new Error(
      `${path} has ${found.nlink} names (hard links). Opened by two of them at once it would be damaged. Remove the others, or copy it and use the copy.`,
    )
  }
  return path
}

async function resolved(given: string): Promise<string> {
  try {
    return await realpath(given)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  const path = join(await realpath(dirname(given)), basename(given))
  if (await isLink(path)) {
    throw new Error(`${given} is a link that leads nowhere. Mend it, or name the database itself.`)
  }
  return path
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink()
  } catch {
    return false
  }
}
