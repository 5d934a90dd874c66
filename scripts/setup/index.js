import { setUpElectron } from './electron.js'
import { setUpPackages } from './packages.js'
import { setUpSystemLibraries } from './systemLibraries.js'

/** Sets up what the terminal's commands need: packages and a Node that can run them. */
export async function setUpTerminal() {
  await setUpPackages()
}

/**
 * Sets up what the window needs. Says nothing and changes nothing when all of it is there.
 *
 * @returns {Promise<import('../lib/electron.js').Electron>}
 */
export async function setUpWindow() {
  const installed = await setUpPackages()
  const electron = await setUpElectron({ tryDownload: installed })
  await setUpSystemLibraries(electron.executable)
  return electron
}
