import type { BigIntStats } from 'node:fs'
import { opendir, realpath, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileSystemOf } from '../fileSystems/fileSystem'
import { realPathBelow } from '../../realPathBelow'
import { errorCode, inWords } from '../../systemError'

/** What the station keeps for itself, and what must therefore lie apart from the watched folder. */
export interface OwnPlaces {
  readonly dataFolder: string
  readonly databasePath: string
  readonly archiveFolder: string
}

/** Another folder that is watched. */
export interface OtherFolder {
  readonly path: string
  readonly subfolders: boolean
  readonly archiveFolder: string
}

/** What a watched folder must lie apart from. */
export interface Apart extends OwnPlaces {
  /** Those that stand before it in the list: of two that overlap one is watched. */
  readonly others: readonly OtherFolder[]
  /** Whether what is below it is watched, too. */
  readonly subfolders: boolean
}

export type ReadyFolder = Extract<FolderVerdict, { state: 'ready' }>

export type FolderVerdict =
  | {
      readonly state: 'ready'
      /** The folder with every link resolved. */
      readonly realPath: string
      /** Another text means another folder, even where its path and its inode are the same. */
      readonly identity: string
      /** On a drive where changes may be made elsewhere, which cause no events here. */
      readonly remote: boolean
    }
  | { readonly state: 'missing' | 'refused'; readonly reason: string }

/** Why a folder is watched that is below the one that is set. */
export interface Below {
  readonly top: string
  /** The folder as it was ready last; null where it was not. */
  readonly ready: ReadyFolder | null
}

/**
 * Whether this folder can be watched at this moment. Creates nothing; never rejects.
 *
 * One that is below another is compared with what it must lie apart from only when it is new: the
 * other one is compared each time, with all that is in it.
 */
export async function checkFolder(
  folder: string,
  apart: Apart,
  below: Below | null = null,
): Promise<FolderVerdict> {
  let realPath: string
  let found
  try {
    realPath = await realPathBelow(below?.top ?? folder, folder)
    found = await stat(realPath, { bigint: true })
    if (!found.isDirectory()) {
      return { state: 'missing', reason: `${folder} is not a folder. Choose another one.` }
    }
    const opened = await opendir(realPath)
    await opened.close()
  } catch (error) {
    return { state: 'missing', reason: missingReason(folder, error) }
  }
  const identity = folderIdentity(found)
  const ready = below?.ready ?? null
  if (ready?.identity === identity && ready.realPath === realPath) return ready
  const reason = await overlapReason(folder, realPath, apart)
  if (reason !== null) return { state: 'refused', reason }
  const remote = (await fileSystemOf(realPath)).kind !== 'local'
  return { state: 'ready', realPath, identity, remote }
}

/**
 * Device, inode and birth. A new folder may get the inode of one that was just removed; its birth
 * time tells them apart.
 */
export const folderIdentity = ({ dev, ino, birthtimeNs }: BigIntStats): string =>
  `${dev}:${ino}:${birthtimeNs}`

/** Whether its path still leads to this folder. */
export async function isInPlace({ realPath, identity }: ReadyFolder): Promise<boolean> {
  try {
    return folderIdentity(await stat(realPath, { bigint: true })) === identity
  } catch {
    return false
  }
}

/** Why the watched folder can't be read, and what to do. */
export function missingReason(folder: string, error: unknown): string {
  if (errorCode(error) === 'ENOENT') {
    return `${folder} is not there. Create it or connect its disk; watching goes on by itself.`
  }
  return `${folder} can't be read: ${inWords(error)} Watching goes on by itself once it can be.`
}

async function overlapReason(
  folder: string,
  watched: string,
  apart: Apart,
): Promise<string | null> {
  const watchedChain = await idsUpwards(watched)
  const [watchedId] = watchedChain
  const places: readonly (readonly [string, string])[] = [
    ["Downlink's data folder", apart.dataFolder],
    ['the database', apart.databasePath],
    ['the archive folder', apart.archiveFolder],
    ...apart.others.map(
      ({ path, archiveFolder }) => [`the archive folder of ${path}`, archiveFolder] as const,
    ),
  ]
  for (const [name, place] of places) {
    const words = `${name} (${place})`
    const chain = await idsUpwards(await resolveAsFarAsPossible(place))
    if (watchedId !== undefined && chain.includes(watchedId)) {
      return `The watched folder ${folder} contains ${words}. Choose a folder apart from it.`
    }
    const placeId = await idOf(place)
    if (placeId !== null && watchedChain.includes(placeId)) {
      return `The watched folder ${folder} lies in ${words}. Choose a folder apart from it.`
    }
  }
  const archiveChain = await idsUpwards(await resolveAsFarAsPossible(apart.archiveFolder))
  // One that is yet to be made has no id of its own.
  const archiveId = await idOf(apart.archiveFolder)
  for (const { path, subfolders } of apart.others) {
    const id = await idOf(path)
    // One that is not there is looked for again before it is watched.
    if (id === null || watchedId === undefined) continue
    const [, ...above] = await idsUpwards(await resolveAsFarAsPossible(path))
    if (id === watchedId) return `${folder} is the watched folder ${path}, too. Choose another one.`
    if (subfolders && watchedChain.includes(id)) {
      return `${folder} lies in the watched folder ${path}, whose subfolders are watched. Choose a folder apart from it.`
    }
    if (apart.subfolders && above.includes(watchedId)) {
      return `${folder} contains the watched folder ${path}. Leave its subfolders alone, or choose a folder apart from it.`
    }
    if (id === archiveId || (subfolders && archiveChain.includes(id))) {
      return `The archive folder of ${folder} (${apart.archiveFolder}) lies in the watched folder ${path}, which would import it again. Choose another archive folder.`
    }
  }
  return null
}

/** The path with its links resolved; for one that does not exist yet, its nearest folder that does. */
async function resolveAsFarAsPossible(path: string): Promise<string> {
  let at = resolve(path)
  for (;;) {
    try {
      return await realpath(at)
    } catch {
      const parent = dirname(at)
      if (parent === at) return at
      at = parent
    }
  }
}

/**
 * Device and inode of a path and of every folder above it. Comparing these instead of the paths
 * sees through bind mounts and through letter case.
 */
async function idsUpwards(path: string): Promise<string[]> {
  const ids: string[] = []
  for (let at = path; ; at = dirname(at)) {
    const id = await idOf(at)
    if (id !== null) ids.push(id)
    if (dirname(at) === at) return ids
  }
}

async function idOf(path: string): Promise<string | null> {
  try {
    const found = await stat(path, { bigint: true })
    return `${found.dev}:${found.ino}`
  } catch {
    return null
  }
}
