import type { BigIntStats, Stats } from 'node:fs'
import { lstat, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { identityOf, type FileIdentity } from '../../record/identity'
import { errorCode, inWords } from '../../systemError'
import { NOT_UTF8 } from '../watcher/eligible'
import { folderEntries } from '../watcher/folderEntries'

export interface FoundFile {
  /** As it was named, or the folder's name as it was given and the file's. */
  readonly given: string
  /** Absolute, every link resolved. */
  readonly path: string
  readonly identity: FileIdentity
}

export interface Found {
  readonly files: FoundFile[]
  /** What can't be imported, with the reason in words. */
  readonly refused: Refused[]
}

interface Refused {
  readonly path: string
  /** As a list shows it: its own name, and that of the folder that it was found in. */
  readonly name: string
  readonly reason: string
}

/**
 * The regular files that an operator meant: a file is taken whatever it is called, links are
 * followed to what they mean, a folder stands for the files directly in it.
 */
export async function findFiles(paths: readonly string[]): Promise<Found> {
  const found: Found = { files: [], refused: [] }
  for (const given of paths) {
    try {
      const path = await realpath(given)
      const it = await lstat(path, { bigint: true })
      if (it.isDirectory()) await findInFolder(given, path, found)
      else if (it.isFile()) found.files.push({ given, path, identity: identityOf(it) })
      else {
        const reason = `It is ${kindWords(it)}, not a file. Save it as a file first.`
        found.refused.push({ path: given, name: basename(given), reason })
      }
    } catch (error) {
      found.refused.push({
        path: given,
        name: basename(given),
        reason: await reasonOf(given, error),
      })
    }
  }
  return found
}

async function findInFolder(given: string, folder: string, found: Found): Promise<void> {
  for await (const entries of folderEntries(folder, 'added')) {
    for (const { name, ignored } of entries) {
      const named = join(given, name)
      const refuse = (reason: string): void => {
        found.refused.push({ path: named, name: join(basename(given), name), reason })
      }
      if (ignored !== null) {
        refuse(ignored)
        continue
      }
      try {
        const path = join(folder, name)
        const identity = identityOf(await lstat(path, { bigint: true }))
        found.files.push({ given: named, path, identity })
      } catch (error) {
        refuse(await reasonOf(named, error))
      }
    }
  }
}

/** Why a path can't be taken, in words. */
async function reasonOf(path: string, error: unknown): Promise<string> {
  switch (errorCode(error)) {
    case 'ENOENT':
      return missingReason(path)
    case 'ENOTDIR':
      return 'It is not there: a part of its path is a file and no folder.'
    case 'EACCES':
    case 'EPERM':
      return 'This user may not read it.'
    case 'ELOOP':
      return 'It is a link that leads back to itself. Name the file itself.'
    default:
      return `It can't be read: ${inWords(error)}`
  }
}

async function missingReason(path: string): Promise<string> {
  // Node reads a name that is not UTF-8 with this mark in it, and then nothing has that name.
  if (path.includes('\ufffd')) return NOT_UTF8
  const [itself, target] = await Promise.all([
    lstat(path).catch(() => null),
    stat(path).catch(() => null),
  ])
  // What a shell pipes in has no path of its own.
  if (target !== null) return `It is ${kindWords(target)}, not a file. Save it as a file first.`
  if (itself !== null) return 'It is a link that leads nowhere. Name the file itself.'
  return 'It is not there.'
}

function kindWords(found: Stats | BigIntStats): string {
  if (found.isFIFO()) return 'a pipe'
  return found.isSocket() ? 'a socket' : 'a device'
}
