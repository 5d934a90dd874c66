import { unfinishedName } from './unfinishedNames'

/** What a directory entry is, as far as taking it goes. */
export type EntryKind = 'file' | 'link' | 'folder' | 'fifo' | 'socket' | 'device' | 'other'

/** Both `fs.Dirent` and `fs.Stats` answer these. */
interface EntryTests {
  isFile(): boolean
  isSymbolicLink(): boolean
  isDirectory(): boolean
  isFIFO(): boolean
  isSocket(): boolean
  isBlockDevice(): boolean
  isCharacterDevice(): boolean
}

export function kindOf(entry: EntryTests): EntryKind {
  if (entry.isFile()) return 'file'
  if (entry.isSymbolicLink()) return 'link'
  if (entry.isDirectory()) return 'folder'
  if (entry.isFIFO()) return 'fifo'
  if (entry.isSocket()) return 'socket'
  if (entry.isBlockDevice() || entry.isCharacterDevice()) return 'device'
  return 'other'
}

/**
 * How a folder's files are taken: as they come to a watched one, to one with all that is below it, or
 * once, when somebody adds it.
 */
export type Taking = 'watched' | 'tree' | 'added'

const NO_FILE = {
  fifo: 'A pipe, not a regular file.',
  socket: 'A socket, not a regular file.',
  device: 'A device, not a regular file.',
  other: 'Not a regular file.',
} as const

const WATCHED = {
  ...NO_FILE,
  link: 'A link. Links are not followed; copy the file itself here.',
} as const

const kindReasons: Record<Taking, Record<Exclude<EntryKind, 'file'>, string | null>> = {
  watched: {
    ...WATCHED,
    folder: 'A folder. Only files directly in the watched folder are taken.',
  },
  tree: { ...WATCHED, folder: null },
  added: {
    ...NO_FILE,
    link: 'A link. Links in a folder are not followed; add the file itself.',
    folder: 'A folder in the folder. Add it by itself for the files in it.',
  },
}

/** What becomes of a file whose name is the reason why it is left alone. */
const nextSteps: Record<Taking, string> = {
  watched: 'It is taken once it is renamed.',
  tree: 'It is taken once it is renamed.',
  added: 'Add it by itself if it is whole.',
}

/**
 * Why an entry with this name is left alone, in words for the operator; null when its name is fine.
 * The private names of a source that is being removed begin with a dot, so this leaves them alone.
 */
function nameReason(name: string): string | null {
  if (name.startsWith('.')) return 'A hidden file: its name begins with a dot.'
  if (name.endsWith('~')) return 'A backup file: its name ends with ~.'
  return unfinishedName(name)
}

/** Why this directory entry is left alone; null for one that is taken and has a fine name. */
export function ignoredReason(name: string, kind: EntryKind, taking: Taking): string | null {
  const kindReason = kind === 'file' ? null : kindReasons[taking][kind]
  if (kindReason !== null) return kindReason
  const reason = nameReason(name)
  return reason === null ? null : `${reason} ${nextSteps[taking]}`
}

export const NOT_UTF8 = 'Its name is not valid UTF-8. Rename it, so that it can be taken.'

const UNSEEN = "It can't be looked at: "

/** Why an entry could not even be looked at. */
export const unseenReason = (why: string): string => `${UNSEEN}${why}`

/** Whether a reason is trouble, and not the way in which names and kinds are meant. */
export const isHindrance = (reason: string): boolean =>
  reason === NOT_UTF8 || reason.startsWith(UNSEEN)

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A name as text, or null when its bytes are not UTF-8. */
export function decodeName(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

/** A name whose bytes are not UTF-8, with every byte beyond ASCII as `\xNN`. */
export function escapeName(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`,
  ).join('')
}
