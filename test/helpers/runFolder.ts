import { mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runtimeFolder } from '../../scripts/lib/project.js'
import { isRunning } from '../../scripts/lib/run.js'

/**
 * A folder of this process's own, on a real disk, beside what set-up makes and below the project's
 * packages. What runs left behind that have ended goes; one that still runs keeps what it has.
 *
 * @param letGo called with what is to be removed, before it is
 * @returns its path, without links in it
 */
export function runFolder(kind: string, letGo: (folder: string) => void = () => undefined): string {
  mkdirSync(join(runtimeFolder, kind), { recursive: true })
  const parent = realpathSync(join(runtimeFolder, kind))
  for (const name of readdirSync(parent)) {
    if (isRunning(Number(name))) continue
    letGo(join(parent, name))
    rmSync(join(parent, name), { recursive: true, force: true })
  }
  const folder = join(parent, String(process.pid))
  mkdirSync(folder)
  return folder
}
