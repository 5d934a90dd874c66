import { findElectron } from '../lib/electron.js'
import { step } from '../lib/steps.js'
import { layOut } from './makers.js'
import { packageStage } from './packager.js'
import { layStage } from './stage.js'

/**
 * Makes the program as it is installed here, ready for the makers.
 *
 * @param {string} work an empty folder
 * @param {import('./product.js').Product} product
 * @param {string | null} publicKey by which it knows releases, in PEM
 * @returns {Promise<string>} the folder that makers take
 */
export async function makeProgram(work, product, publicKey) {
  const electron = findElectron()
  if (electron === null) throw new Error('There is no Electron here yet.')
  const stage = await layStage(work, product, electron, publicKey)
  const program = await step('the program', () => packageStage(work, stage, product, electron))
  return layOut(work, program, product)
}
