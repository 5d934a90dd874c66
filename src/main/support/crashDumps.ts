import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** What a crash of the window's program left: a part of its memory. */
export interface CrashDump {
  readonly name: string
  readonly path: string
  readonly bytes: number
}

/** Where Electron puts them, below the folder that the window's program has for itself. */
export const crashFolder = (dataFolder: string): string => join(dataFolder, 'window', 'Crashpad')

/** All that lie there, by their names. The crash handler moves them between folders of its own. */
export async function crashDumps(dataFolder: string): Promise<CrashDump[]> {
  const folder = crashFolder(dataFolder)
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  const dumps = entries
    .filter((path) => path.endsWith('.dmp'))
    .map(async (entry) => {
      const path = join(folder, entry)
      const found = await stat(path).catch(() => null)
      return found === null ? [] : [{ name: basename(entry), path, bytes: found.size }]
    })
  return (await Promise.all(dumps)).flat().toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
