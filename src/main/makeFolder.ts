import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder, and those above it that are missing. One by one: Node's own way never comes back
 * from a folder in which the system lets nobody make another, such as `/proc`.
 *
 * @param mode the rights of what is made, for folders above it too; the user's alone unless said
 * @throws the system's error, of the first folder that can't be made
 */
export function makeFolder(path: string, mode = 0o700): void {
  const missing: string[] = []
  let at = resolve(path)
  while (!isFolder(at) && dirname(at) !== at) {
    missing.push(at)
    at = dirname(at)
  }
  for (const folder of missing.toReversed()) {
    try {
      mkdirSync(folder, { mode })
    } catch (error) {
      // Another program may have made it just now.
      if (!isFolder(folder)) throw error
    }
  }
}

/** Throws where that can't be told, as where this user may not look into the folder above. */
function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
