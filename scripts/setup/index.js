import { setUpElectron } from './electron.js'
import { setUpPackages } from './packages.js'
import { setUpSystemLibraries } from './systemLibraries.js'

/**
 * Sets up what the terminal's commands need: packages and a Node that can run them.
 *
 * @returns {Promise<boolean>} whether packages were installed
 */
export function setUpTerminal() {
  return setUpPackages()
}

/**
 * Sets up what the window needs. Says nothing and changes nothing when all of it is there.
 *
 * @returns {Promise<import('../lib/electron.js').Electron>}
 */
export async function setUpWindow() {
  return setUpScreen(await setUpTerminal())
}

/**
 * Sets up what the window needs beyond what the terminal does.
 *
 * @param {boolean} installed whether packages were installed just now
 * @returns {Promise<import('../lib/electron.js').Electron>}
 */
export async function setUpScreen(installed) {
  const electron = await setUpElectron({ tryDownload: installed })
  await setUpSystemLibraries(electron.executable)
  return electron
}
