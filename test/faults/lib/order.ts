import { basename } from 'node:path'
import type { LoggedCall } from './callLog'
import type { OwnerOf } from './pageOwners'
import type { Scene } from './scene'

/** What has to be logged for `orderFaults`. */
export const ORDER_CALLS = 'openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,link,unlink'

/**
 * Tables whose pages may be written between the sync and the proof: they are about the station and
 * the times of packages, which can be made anew. The header counts the database's pages.
 */
const BESIDE = new Set([
  'the header',
  'pipeline_events',
  'pipeline_minutes',
  'pipeline_seconds',
  'package_times',
])

/**
 * Where the order of calls breaks the promise that all is on disk before a source goes:
 * - when a source is given its private name or removed, a new connection has opened the database to
 *   prove that all is there, and every write to the database and its WAL up to then is synced, but
 *   for pages that speak of no line of a package;
 * - when it is removed, its copy and its name in the archive are synced;
 * - before its removal is recorded, it is synced itself;
 * - the database's files are opened by SQLite alone: closing any other descriptor of them would drop
 *   its locks.
 * For a scene with one package, from one start of the station to its end.
 */
export function orderFaults(
  calls: readonly LoggedCall[],
  scene: Scene,
  ownerOf: OwnerOf,
): string[] {
  const { database, ingest, archive } = scene
  const faults = foreignOpens(calls, database)
  const names = new Set(scene.originals.map((path) => basename(path)))
  const goes = calls.filter(({ call, path, target, succeeded }) => {
    const isRename = call === 'rename' && names.has(basename(path)) && isPrivate(target)
    return succeeded && (isRename || (call === 'unlink' && isPrivate(path)))
  })
  if (goes.length === 0) faults.push('no source went')
  for (const going of goes) {
    const before = calls.filter(({ ended }) => ended < going.began)
    const what = `${going.call} of the source`
    const proof = before.findLast(
      ({ call, path, succeeded }) => call === 'openat' && succeeded && path === database,
    )
    if (proof === undefined) faults.push(`nothing was proven before the ${what}`)
    const proven = proof?.began ?? Infinity
    for (const file of [database, `${database}-wal`]) {
      const unsynced = before.findLast(
        (call) =>
          isWrite(call) &&
          call.path === file &&
          call.began < proven &&
          !BESIDE.has(ownerOf(call) ?? ''),
      )
      if (unsynced !== undefined && !isSyncedAfter(before, unsynced, file)) {
        const owner = ownerOf(unsynced) ?? 'no page'
        faults.push(`${basename(file)} (${owner}) was written and not synced before the ${what}`)
      }
    }
    if (going.call === 'rename') continue
    const isCopy = ({ path }: LoggedCall): boolean => path.startsWith(`${archive}/`)
    for (const copy of new Set(
      before
        .filter(isWrite)
        .filter(isCopy)
        .map(({ path }) => path),
    )) {
      if (!isSynced(before, (call) => isWrite(call) && call.path === copy, copy)) {
        faults.push(`the copy in the archive was not synced before the ${what}`)
      }
    }
    const isName = ({ call, target }: LoggedCall): boolean =>
      call === 'link' && names.has(basename(target))
    if (!isSynced(before, isName, archive)) {
      faults.push(`the name in the archive was not synced before the ${what}`)
    }
  }
  const last = goes.findLast(({ call }) => call === 'unlink')
  const recorded = calls.find(
    (call) =>
      last !== undefined &&
      call.began > last.ended &&
      call.path === `${database}-wal` &&
      ownerOf(call) === 'files',
  )
  if (recorded === undefined) faults.push('the removal was not recorded')
  else if (last !== undefined) {
    const before = calls.filter(({ ended }) => ended < recorded.began)
    if (!isSynced(before, (call) => call === last, ingest)) {
      faults.push('the removal was recorded before it was synced')
    }
  }
  return faults
}

function isPrivate(path: string): boolean {
  return basename(path).startsWith('.downlink-')
}

function isWrite({ call }: LoggedCall): boolean {
  return call === 'pwrite64' || call === 'write' || call === 'ftruncate'
}

/** Whether the file or folder was synced after the last change of this kind; true without any. */
function isSynced(
  calls: readonly LoggedCall[],
  isChange: (call: LoggedCall) => boolean,
  path: string,
): boolean {
  const change = calls.findLast(isChange)
  return change === undefined || isSyncedAfter(calls, change, path)
}

function isSyncedAfter(calls: readonly LoggedCall[], change: LoggedCall, path: string): boolean {
  return calls.some(
    ({ call, path: synced, began, succeeded }) =>
      (call === 'fsync' || call === 'fdatasync') &&
      synced === path &&
      succeeded &&
      began > change.ended,
  )
}

/**
 * SQLite never follows links. What the station reads of a database before SQLite has it open drops
 * nothing.
 */
function foreignOpens(calls: readonly LoggedCall[], database: string): string[] {
  const opens = calls.filter(({ call, succeeded }) => call === 'openat' && succeeded)
  return [database, `${database}-wal`, `${database}-shm`].flatMap((file) => {
    const ofFile = opens.filter(({ path }) => path === file)
    const first = ofFile.find(({ args }) => args.includes('O_NOFOLLOW'))
    return ofFile
      .filter(
        ({ args, began }) => !args.includes('O_NOFOLLOW') && began > (first?.began ?? Infinity),
      )
      .map(({ args }) => `${basename(file)} was opened by other than SQLite: ${args}`)
  })
}
