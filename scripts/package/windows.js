import { join } from 'node:path'
import { root } from '../lib/project.js'
import { runQuietly } from '../lib/run.js'

// Not run by any test: it needs Windows.

/**
 * @param {string} folder of the program
 * @param {string} out
 * @param {import('./product.js').Product} product
 * @returns {Promise<string>} an installer for one user
 */
export async function makeInstaller(folder, out, { name, title, version }) {
  const file = join(out, `${name}-${version}-windows-${process.arch}.exe`)
  const defined = { NAME: name, TITLE: title, VERSION: version, FOLDER: folder, FILE: file }
  await runQuietly('makensis', [
    ...Object.entries(defined).map(([key, value]) => `/D${key}=${value}`),
    ...(process.env['WINDOWS_CERTIFICATE_FILE'] ? ['/DSIGN'] : []),
    join(root, 'resources', 'windows', 'installer.nsi'),
  ])
  return file
}
