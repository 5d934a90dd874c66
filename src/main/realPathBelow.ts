import { realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'

/** A folder does not lie where its path says. */
export class WrongFolderError extends Error {
  override readonly name = 'WrongFolderError'
}

/**
 * A folder that is another one or lies below it, with every link that leads to the upper one
 * resolved.
 *
 * @throws WrongFolderError when it is not below, or a link stands on the way from one to the other:
 *   what it leads to is not in the upper folder
 */
export async function realPathBelow(top: string, folder: string): Promise<string> {
  const way = relative(top, folder)
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new WrongFolderError('it does not lie in the watched folder.')
  }
  const real = await realpath(folder)
  if (real === join(await realpath(top), way)) return real
  throw new WrongFolderError('a link leads to it, and links are not followed.')
}
