import { readFileSync, statSync } from 'node:fs'
import { posix, resolve, win32 } from 'node:path'

/** What the rules below look at: the user, and the machine's kind. */
export interface User {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
}

/** The two questions that finding a documents folder asks of the disk. */
export interface Folders {
  exists(path: string): boolean
  /** The text of a file, or null when it can't be read. */
  text(path: string): string | null
}

/**
 * Where a user's data lies, for window and terminal alike: `DOWNLINK_DATA`, else the platform's
 * place for it (on Linux the XDG Base Directory Specification's, which ignores relative paths).
 */
export function dataFolder({ env, platform, home }: User): string {
  const own = env['DOWNLINK_DATA']
  if (own) return resolve(own)
  if (platform === 'win32') {
    return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Downlink')
  }
  if (platform === 'darwin') {
    return posix.join(home, 'Library', 'Application Support', 'Downlink')
  }
  const xdg = env['XDG_DATA_HOME']
  return posix.join(
    xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local/share'),
    'downlink',
  )
}

/** `Downlink/ingest` in the user's documents folder where there is one, else in the home folder. */
export function defaultIngestFolder(user: User, folders: Folders = onDisk): string {
  const path = user.platform === 'win32' ? win32 : posix
  const documents = namedDocuments(user, folders) ?? path.join(user.home, 'Documents')
  const parent = folders.exists(documents) ? documents : user.home
  return path.join(parent, 'Downlink', 'ingest')
}

/**
 * The documents folder that a Linux desktop wrote down, in the user's language. xdg-user-dirs names
 * the home folder itself for a folder that was given up.
 */
function namedDocuments({ env, platform, home }: User, folders: Folders): string | null {
  if (platform === 'win32' || platform === 'darwin') return null
  const config = env['XDG_CONFIG_HOME']
  const folder = config && posix.isAbsolute(config) ? config : posix.join(home, '.config')
  const named = /^XDG_DOCUMENTS_DIR="(.*)"$/m.exec(
    folders.text(posix.join(folder, 'user-dirs.dirs')) ?? '',
  )?.[1]
  if (!named) return null
  const path = named.replace(/^\$HOME/, home)
  return posix.isAbsolute(path) ? path : null
}

const onDisk: Folders = {
  exists: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  text(path) {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return null
    }
  },
}
