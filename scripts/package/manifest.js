import { createHash, sign } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Says what was released, and signs that: a program that has the key finds it in a folder or a share
 * (`src/main/updates`).
 *
 * @param {string} out
 * @param {readonly string[]} packages
 * @param {object} release
 * @param {import('./product.js').Product} release.product
 * @param {string} release.news what is new in it, in plain text
 * @param {import('node:crypto').KeyObject} release.signing Ed25519
 * @returns {Promise<string[]>} the manifest and its signature
 */
export async function writeManifest(out, packages, { product, news, signing }) {
  const { platform, arch: architecture } = process
  const manifest = {
    product: product.name,
    version: product.version,
    platform,
    architecture,
    news,
    packages: await Promise.all(packages.map(describe)),
  }
  const file = join(out, `${product.name}-update-${platform}-${architecture}.json`)
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  await writeFile(file, text)
  const signature = sign(null, Buffer.from(text), signing).toString('base64')
  await writeFile(`${file}.sig`, `${signature}\n`)
  return [file, `${file}.sig`]
}

/** @param {string} path */
async function describe(path) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { file: basename(path), bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}
