import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { runQuietly } from '../../lib/run.js'
import { FURTHER_WORDS, productOf } from '../product.js'

/**
 * The architectures that Debian and Node call by different names.
 *
 * @type {Partial<Record<NodeJS.Architecture, string>>}
 */
const ARCHITECTURES = { x64: 'amd64' }

/**
 * What Electron's binary links to, with the names that Debian 13 gave two of them, and the tools that
 * are run: xdg-open, and gdbus of libglib2.0-bin.
 */
const DEPENDS =
  'libgtk-3-0t64 | libgtk-3-0, libx11-xcb1, libnss3, libasound2t64 | libasound2, libgbm1, libglib2.0-bin, libnotify4, xdg-utils'

/**
 * Makes a Debian package of a tree. No script of it is run when it is installed or removed, and it
 * holds nothing of an operator's data.
 *
 * @param {string} tree has the folder `usr`
 * @param {string} out
 * @param {import('../product.js').Product} product
 * @returns {Promise<string>} the package
 */
export async function makeDeb(tree, out, product) {
  const architecture = ARCHITECTURES[process.arch] ?? process.arch
  const file = join(out, `${product.name}_${product.version}_${architecture}.deb`)
  const control = join(tree, 'DEBIAN')
  const files = await filesIn(tree)
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  await mkdir(control, { mode: 0o755 })
  try {
    await writeFile(join(control, 'md5sums'), await sumsOf(tree, files))
    await writeFile(join(control, 'control'), controlOf(product, architecture, bytes))
    await runQuietly('dpkg-deb', ['--root-owner-group', '-Zzstd', '--build', tree, file])
  } finally {
    await rm(control, { recursive: true })
  }
  return file
}

/** @param {import('../product.js').Product} product @param {string} architecture @param {number} bytes */
function controlOf(product, architecture, bytes) {
  // Both have the same files: one takes the other's place.
  const other = productOf({ isTrial: !product.isTrial }).name
  return `Package: ${product.name}
Version: ${product.version}
Architecture: ${architecture}
Maintainer: ${product.maintainer}
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: ${DEPENDS}
Conflicts: ${other}
Replaces: ${other}
Section: science
Priority: optional
Description: ${product.title}: ${product.description}
${FURTHER_WORDS.map((line) => ` ${line}`).join('\n')}
`
}

/** @param {string} tree */
async function filesIn(tree) {
  const entries = await readdir(tree, { recursive: true })
  const all = await Promise.all(
    entries.map(async (path) => ({ path, stats: await lstat(join(tree, path)) })),
  )
  return all
    .filter(({ stats }) => stats.isFile())
    .map(({ path, stats }) => ({ path, size: stats.size }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/**
 * What `dpkg --verify` compares the installed files with.
 *
 * @param {string} tree
 * @param {readonly { path: string }[]} files
 */
async function sumsOf(tree, files) {
  let sums = ''
  for (const { path } of files) {
    const hash = createHash('md5')
    await pipeline(createReadStream(join(tree, path)), hash)
    sums += `${hash.digest('hex')}  ${path}\n`
  }
  return sums
}
