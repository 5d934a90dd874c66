import { cp, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fallback } from '../lib/electron.js'
import { licencesFile, partsFile } from '../lib/parts.js'
import { readJson, root } from '../lib/project.js'
import { writeBillOfMaterials } from './billOfMaterials.js'
import { copyBuilt, copyEngine } from './programFiles.js'
import { layTerminal } from './terminal.js'

/**
 * What every package of every platform is made from: the folder of the window's program, in the
 * project's own layout, and what lies beside its archive.
 *
 * @typedef {{ app: string, beside: string[] }} Stage
 */

/**
 * @param {string} folder
 * @param {import('./product.js').Product} product
 * @param {import('../lib/electron.js').Electron} electron
 * @param {string | null} publicKey by which the program knows releases, in PEM
 * @returns {Promise<Stage>}
 */
export async function layStage(folder, product, electron, publicKey) {
  const app = join(folder, 'app')
  const terminal = join(folder, 'terminal')
  const billOfMaterials = join(folder, 'parts.cdx.json')
  await layApp(app, product, electron)
  if (publicKey !== null) await writeFile(join(app, 'update-key.pem'), publicKey)
  await layTerminal(terminal)
  await writeBillOfMaterials(billOfMaterials, product, electron)
  return { app, beside: [terminal, billOfMaterials, licencesFile] }
}

/**
 * @param {string} folder
 * @param {import('./product.js').Product} product
 * @param {import('../lib/electron.js').Electron} electron
 */
async function layApp(folder, product, electron) {
  await copyEngine(folder, { prebuilt: !electron.isFallback })
  await copyBuilt('preload', folder)
  await copyBuilt('renderer', folder)
  await cp(partsFile, join(folder, relative(root, partsFile)))
  for (const name of ['icons', 'samples']) {
    await cp(join(root, 'resources', name), join(folder, 'resources', name), { recursive: true })
  }
  if (electron.isFallback) {
    await cp(fallback.sqlite, join(folder, relative(root, fallback.sqlite)))
  }
  const { type, main } = readJson(join(root, 'package.json'))
  const packageJson = {
    name: product.name,
    productName: product.title,
    version: product.version,
    description: product.description,
    author: product.maintainer,
    type,
    main,
    // By it the desktop knows which program a window and a notification are of.
    desktopName: 'downlink.desktop',
  }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`)
}
