import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPackages, readJson, root, runtimeFolder } from './project.js'

/** The Electron inside a registry package, for networks that reach nothing else. */
export const fallback = {
  electronVersion: '33.2.1',
  folder: join(runtimeFolder, 'electron-33.2.1'),
  /** better-sqlite3 for its Node-API 9; the packaged binary needs 10. */
  sqlite: join(runtimeFolder, 'better-sqlite3-napi9.node'),
}

/**
 * @typedef {object} Electron
 * @property {string} executable absolute path
 * @property {string} folder the folder to name in ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} version
 * @property {boolean} isFallback
 */

/** @returns {Electron | null} the Electron that was downloaded by its own installer */
export function downloadedElectron() {
  const { version } = readJson(inPackages('electron', 'package.json')) ?? {}
  const folder = inPackages('electron', 'dist')
  const versionFile = join(folder, 'version')
  const pathFile = inPackages('electron', 'path.txt')
  if (!version || !existsSync(versionFile) || !existsSync(pathFile)) return null
  if (readFileSync(versionFile, 'utf8').replace(/^v/, '').trim() !== version) return null
  return present({
    executable: join(folder, readFileSync(pathFile, 'utf8')),
    folder,
    version,
    isFallback: false,
  })
}

/** @returns {Electron | null} */
export function fallbackElectron() {
  return present({
    executable: join(fallback.folder, 'electron'),
    folder: fallback.folder,
    version: fallback.electronVersion,
    isFallback: true,
  })
}

/** @returns {Electron | null} the one to run, null before set-up */
export function findElectron() {
  return downloadedElectron() ?? fallbackElectron()
}

/**
 * Chromium refuses its sandbox to root, and without a GPU its first frame can hang.
 *
 * @param {Electron} electron
 * @returns {string[]} switches for this machine, to go before the application's folder
 */
export function switchesFor(electron) {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(electron.isFallback ? ['--disable-gpu'] : []),
  ]
}

/**
 * The command that starts the real program, `out/` in Electron.
 *
 * @param {string} [folder] the one that is named to Electron
 * @returns {{ executablePath: string, args: string[] }}
 * @throws {Error} before set-up
 */
export function command(folder = root) {
  const electron = findElectron()
  if (electron === null) throw new Error('There is no Electron here yet. Run npm test.')
  return { executablePath: electron.executable, args: [...switchesFor(electron), folder] }
}

/**
 * All of the environment of a program that has a home of its own.
 *
 * @param {string} home the user's home folder
 * @param {string} data the folder for database, settings and log
 * @returns {Record<string, string>}
 */
export function environmentAt(home, data) {
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
  /** @type {Record<string, string>} */
  const env = {}
  for (const [name, value] of Object.entries(inherited)) if (value !== undefined) env[name] = value
  return {
    ...env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    DOWNLINK_DATA: data,
    // No desktop of whoever starts it: its tray would keep a closed window's program.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  }
}

/** @param {Electron} electron @returns {Electron | null} */
function present(electron) {
  try {
    accessSync(electron.executable, constants.X_OK)
    return electron
  } catch {
    return null
  }
}
