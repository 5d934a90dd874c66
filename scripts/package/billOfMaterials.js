import { writeFile } from 'node:fs/promises'
import { partsFile } from '../lib/parts.js'
import { inPackages, readJson } from '../lib/project.js'

/**
 * Writes what a package is made of, as CycloneDX: what is in the program, and the two runtimes that
 * are put beside it.
 *
 * @param {string} path
 * @param {import('./product.js').Product} product
 * @param {import('../lib/electron.js').Electron} electron
 */
export async function writeBillOfMaterials(path, product, electron) {
  /** @type {import('../lib/parts.js').Part[]} */
  const parts = readJson(partsFile)
  const runtimes = [
    { name: 'electron', version: electron.version, licence: 'MIT' },
    { name: 'node', version: readJson(inPackages('node', 'package.json')).version, licence: 'MIT' },
  ]
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': product.name,
        name: product.name,
        version: product.version,
        description: product.description,
      },
    },
    components: [
      ...parts.map((part) => componentOf('library', part)),
      ...runtimes.map((part) => componentOf('framework', part)),
    ],
  }
  await writeFile(path, `${JSON.stringify(bill, null, 2)}\n`)
}

/** @param {string} type @param {import('../lib/parts.js').Part} part */
function componentOf(type, { name, version, licence }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return { type, 'bom-ref': purl, name, version, purl, licenses: [{ expression: licence }] }
}
