import type { OpenDirOptions } from 'node:fs'
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { identityOf, type FileIdentity } from '../../record/identity'
import { errorCode, inWords } from '../../systemError'
import {
  NOT_UTF8,
  decodeName,
  escapeName,
  ignoredReason,
  kindOf,
  unseenReason,
  type EntryKind,
  type Taking,
} from './eligible'

/** What one look at an entry shows. */
type Seen =
  | { readonly kind: 'file'; readonly identity: FileIdentity }
  | { readonly kind: 'folder' }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'gone' }

/** An entry as the folder lists it: one to look at, or one to leave alone, with the reason. */
interface Entry {
  readonly name: string
  readonly ignored: string | null
  /** A folder whose files are taken, too. */
  readonly isFolder: boolean
}

/** Entries of one slice: as many as can be handled without holding up the event loop. */
const SLICE_ENTRIES = 128

/**
 * Reads a folder in slices, so that however many entries it has the event loop goes on turning.
 * Names whose bytes are not UTF-8 come escaped and ignored. Rejects when the folder can't be read.
 */
export async function* folderEntries(folder: string, taking: Taking): AsyncGenerator<Entry[]> {
  const options: OpenDirOptions = { bufferSize: SLICE_ENTRIES }
  // Names as bytes: Node can do it here as in `readdir`, but its types do not say so.
  Reflect.set(options, 'encoding', 'buffer')
  const directory = await opendir(folder, options)
  let slice: Entry[] = []
  for await (const entry of directory) {
    const bytes: unknown = entry.name
    if (!(bytes instanceof Uint8Array)) continue
    const name = decodeName(bytes)
    slice.push(
      name === null
        ? { name: escapeName(bytes), ignored: NOT_UTF8, isFolder: false }
        : entryOf(name, kindOf(entry), taking),
    )
    if (slice.length === SLICE_ENTRIES) {
      yield slice
      slice = []
    }
  }
  yield slice
}

function entryOf(name: string, kind: EntryKind, taking: Taking): Entry {
  const ignored = ignoredReason(name, kind, taking)
  return { name, ignored, isFolder: kind === 'folder' && ignored === null }
}

/** The names of the folders in a folder that are watched with it. Rejects when it can't be read. */
export async function subfolderNames(folder: string): Promise<string[]> {
  const names: string[] = []
  for await (const entries of folderEntries(folder, 'tree')) {
    for (const { name, isFolder } of entries) if (isFolder) names.push(name)
  }
  return names
}

/** Looks at one entry without opening it: a pipe would hang, and a link's target is not ours. */
export async function lookAt(
  folder: string,
  name: string,
  taking: Exclude<Taking, 'added'> = 'watched',
): Promise<Seen> {
  try {
    const found = await lstat(join(folder, name), { bigint: true })
    const kind = kindOf(found)
    const reason = ignoredReason(name, kind, taking)
    if (reason !== null) return { kind: 'ignored', reason }
    return kind === 'folder' ? { kind } : { kind: 'file', identity: identityOf(found) }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return { kind: 'gone' }
    return { kind: 'ignored', reason: unseenReason(inWords(error)) }
  }
}

/**
 * Looks under way at a time. libuv has four threads for all file system calls: one stays free for
 * others where a dead network drive keeps the looks hanging.
 */
const LOOKS_AT_ONCE = 3

/** Runs `look` over all names, a few at a time, until `stopped`. */
export async function lookAtEach(
  names: Iterable<string>,
  stopped: () => boolean,
  look: (name: string) => Promise<void>,
): Promise<void> {
  const rest = names[Symbol.iterator]()
  const run = async (): Promise<void> => {
    for (let next = rest.next(); next.done !== true && !stopped(); next = rest.next()) {
      // One after the other is the point: this is what bounds the looks under way.
      await look(next.value)
    }
  }
  await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, run))
}
