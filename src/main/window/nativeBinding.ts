import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The packaged binary of better-sqlite3 needs this version of Node-API; on an older one it crashes. */
const NODE_API = 10

/**
 * Which binary of better-sqlite3 this Electron can load: undefined means the packaged one.
 * Throws with the next step when an old Electron's own has not been built.
 */
export function nativeBinding(napi: string | undefined, appFolder: string): string | undefined {
  if (Number(napi ?? 0) >= NODE_API) return undefined
  const path = join(appFolder, '.runtime', 'better-sqlite3-napi9.node')
  if (!existsSync(path)) {
    throw new Error(`This Electron needs ${path}, which is not there. Run npm start to build it.`)
  }
  return path
}
