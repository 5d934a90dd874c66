import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { identityOf } from '../../../src/main/record/identity'
import { privateName } from '../../../src/main/ingest/source/names'
import type { LoggedCall } from './callLog'
import type { Scene } from './scene'
import type { Call } from './strace'

/** A kind of system call on one kind of file, to be struck at its first, second, third time. */
export interface Target {
  readonly name: string
  readonly call: Call
  /** The files; null for the call wherever it is made. */
  readonly paths: readonly string[] | null
}

/** Descriptors that the station's folders can have: names in a held folder go through them. */
const DESCRIPTORS = { first: 15, last: 60 } as const

/** The same calls, each a target of its own. */
export function on(name: string, paths: readonly string[], ...calls: readonly Call[]): Target[] {
  return calls.map((call) => ({ name, call, paths }))
}

/** Every call by which a station reads its source, changes its database or moves a source on. */
export function targetsOf(scene: Scene): Target[] {
  const { data, database, ingest, archive } = scene
  const sources = scene.originals.map((path) => join(ingest, basename(path)))
  const hidden = privateNamesOf(sources)
  const beside = ['-wal', '-shm', '.stage', '.stage-journal'].map((end) => `${database}${end}`)
  return [
    ...on('wal', [`${database}-wal`], 'pwrite64', 'fsync', 'ftruncate'),
    ...on('database', [database], 'pwrite64', 'fsync', 'ftruncate'),
    ...on('shm', [`${database}-shm`], 'pwrite64', 'ftruncate'),
    ...on('stage', [`${database}.stage`], 'pwrite64'),
    ...on('lock', [`${database}.lock`], 'pwrite64', 'fsync'),
    ...on('beside database', beside, 'unlink'),
    ...on('log', [join(data, 'logs', 'downlink.log')], 'write'),
    ...on('data folder', [data], 'fsync'),
    ...on('source', sources, 'openat', 'pread64'),
    ...on('source', throughDescriptors(sources.map((path) => basename(path))), 'rename'),
    ...on('private name', throughDescriptors(hidden), 'link', 'unlink'),
    ...on(
      'copy',
      hidden.map((name) => join(archive, name)),
      'pwrite64',
      'fsync',
    ),
    ...on('watched folder', [ingest], 'fsync'),
    ...on('archive', [archive], 'fsync'),
  ]
}

/** The names that sources can get before they go. The station numbers its files as they arrive. */
function privateNamesOf(sources: readonly string[]): string[] {
  return sources.flatMap((path) => {
    const identity = identityOf(statSync(path, { bigint: true }))
    return sources.map((_, index) => privateName(index + 1, basename(path), identity))
  })
}

function throughDescriptors(names: readonly string[]): string[] {
  const { first, last } = DESCRIPTORS
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return numbers.flatMap((number) => names.map((name) => `/proc/self/fd/${number}/${name}`))
}

/** How often the busiest thread made the call, by a log of the whole run. */
export function countIn(log: readonly LoggedCall[], { call, paths }: Target): number {
  const byThread = new Map<string, number>()
  for (const logged of log) {
    if (logged.call !== call) continue
    if (paths !== null && !paths.includes(logged.path) && !paths.includes(logged.target)) continue
    byThread.set(logged.thread, (byThread.get(logged.thread) ?? 0) + 1)
  }
  return Math.max(0, ...byThread.values())
}
