import { join } from 'node:path'
import { runQuietly } from '../../lib/run.js'

/**
 * Makes an archive of a tree, for systems without packages of their own.
 *
 * @param {string} tree has the folder `usr`
 * @param {string} out
 * @param {import('../product.js').Product} product
 * @returns {Promise<string>} the archive
 */
export async function makeTar(tree, out, { name, version }) {
  const folder = `${name}-${version}-linux-${process.arch}`
  const file = join(out, `${folder}.tar.zst`)
  await runQuietly('tar', [
    '--create',
    '--use-compress-program=zstd -T0',
    '--owner=root:0',
    '--group=root:0',
    '--sort=name',
    `--transform=flags=r;s,^usr,${folder},`,
    `--directory=${tree}`,
    `--file=${file}`,
    'usr',
  ])
  return file
}
