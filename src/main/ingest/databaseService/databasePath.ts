import { lstat, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from '../../makeFolder'
import { fileSystemOf, type AskSystem, type FileSystem } from '../fileSystems/fileSystem'
import { errorCode, inWords } from '../../systemError'

/** What SQLite keeps beside a database, by what is added to its name, and the station's lock. */
const COMPANIONS = ['', '-wal', '-shm', '.lock']

/**
 * The path of the database file itself, every link in it resolved, so that whoever opens the same
 * database takes the same lock and has the same WAL beside it. Makes its folder.
 *
 * @throws Error with words where SQLite could lose data; the system's error
 */
export async function databasePathOf(given: string, ask?: AskSystem): Promise<string> {
  makeFolderOf(given)
  const path = await resolved(given)
  const refusal = driveWords(path, await fileSystemOf(dirname(path), ask))
  if (refusal !== null) throw new Error(refusal)
  for (const companion of COMPANIONS) await mustNotBeMounted(`${path}${companion}`, ask)
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

const CHOOSE = 'Choose a folder on a local disk, with --db or DOWNLINK_DATA.'

function makeFolderOf(given: string): void {
  const folder = dirname(given)
  try {
    makeFolder(folder)
  } catch (error) {
    const why = errorCode(error) === 'ENOENT' ? 'the system lets nobody make one there.' : null
    throw new Error(
      `${given} can't be made, because its folder can't: ${why ?? inWords(error)} Name another place for the database, with --db or DOWNLINK_DATA.`,
      { cause: error },
    )
  }
}

/** Why a database must not lie there; null where it may. */
function driveWords(path: string, { name, kind }: FileSystem): string | null {
  switch (kind) {
    case 'local':
    case 'host':
      return null
    case 'network':
      return `${path} lies on a network drive (${name}), where SQLite can lose what it stores. ${CHOOSE}`
    case 'mirror':
      return `${path} lies in a folder that shows another one a second time (${name}). Opened by both at once the database would be damaged. Name it where it really lies, with --db or DOWNLINK_DATA.`
    case 'unknown':
      return `${path} lies on a drive that a program serves (${name}), and nothing says whether a database is safe there. ${CHOOSE}`
  }
}

/**
 * A file that is mounted by itself, as `-v x.db:/data/x.db` does for a container, has another lock and
 * another WAL beside it than where it comes from: two engines would write it at once.
 */
async function mustNotBeMounted(path: string, ask?: AskSystem): Promise<void> {
  if (!(await fileSystemOf(path, ask)).isMountPoint) return
  throw new Error(
    `${path} is mounted by itself, apart from the files that SQLite keeps beside it. Used from its own place at the same time the database would be damaged. Mount the folder that holds it, and name the database in there.`,
  )
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
