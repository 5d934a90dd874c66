import { join } from 'node:path'
import { runQuietly } from '../lib/run.js'

// Not run by any test: it needs macOS.

/**
 * @param {string} folder has the `.app`
 * @param {string} out
 * @param {import('./product.js').Product} product
 * @returns {Promise<string>} a disk image
 */
export async function makeDmg(folder, out, { name, title, version }) {
  const file = join(out, `${name}-${version}-mac-${process.arch}.dmg`)
  await runQuietly('hdiutil', [
    'create',
    '-format',
    'UDZO',
    '-volname',
    title,
    '-srcfolder',
    join(folder, `${title}.app`),
    '-ov',
    file,
  ])
  return file
}

/**
 * @param {string} folder has the `.app`
 * @param {string} out
 * @param {import('./product.js').Product} product
 * @returns {Promise<string>} a zip that keeps links and signatures
 */
export async function makeZip(folder, out, { name, title, version }) {
  const file = join(out, `${name}-${version}-mac-${process.arch}.zip`)
  await runQuietly('ditto', ['-c', '-k', '--keepParent', join(folder, `${title}.app`), file])
  return file
}
