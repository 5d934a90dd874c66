import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runtimeFolder } from './project.js'

const FOLDER = join('src', 'assembly')
const OPTIONS = [
  '-O3',
  '--converge',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--enable',
  'bulk-memory',
]

/**
 * Lets `import code from './lines.wasm'` give the WebAssembly that `lines.ts` beside it is compiled to,
 * as base64: it goes where the importing file goes, whatever packs that.
 *
 * @returns {import('vite').Plugin}
 */
export function assembly() {
  return {
    name: 'assembly',
    enforce: 'pre',
    resolveId(id, importer) {
      return id.endsWith('.wasm') && importer ? join(dirname(importer), id) : null
    },
    async load(id) {
      if (!id.endsWith('.wasm')) return null
      const folder = dirname(id)
      for (const name of readdirSync(folder)) this.addWatchFile(join(folder, name))
      const code = await compiled(id.replace(/\.wasm$/, '.ts'))
      return `export default ${JSON.stringify(code.toString('base64'))}`
    },
  }
}

/**
 * Compiles what has changed since it was compiled last.
 *
 * @param {string} entry
 * @returns {Promise<Buffer>}
 */
async function compiled(entry) {
  const hash = createHash('sha256').update(OPTIONS.join(' '))
  for (const name of readdirSync(dirname(entry)).toSorted()) {
    hash.update(`\0${name}\0`).update(readFileSync(join(dirname(entry), name)))
  }
  const kept = join(runtimeFolder, 'assembly', `${hash.digest('hex')}.wasm`)
  if (existsSync(kept)) return readFileSync(kept)
  const { default: compiler } = await import('assemblyscript/asc')
  /** @type {string[]} */
  const said = []
  const write = (/** @type {string | Uint8Array} */ text) => void said.push(String(text))
  const source = join(FOLDER, entry.slice(entry.lastIndexOf(FOLDER) + FOLDER.length + 1))
  // Several builds may be made at once: none may read what another has half written.
  const draft = `${kept}.${randomUUID()}`
  const { error } = await compiler.main([source, '--outFile', draft, ...OPTIONS], {
    stderr: { write },
  })
  if (error) throw new Error(`${source} can't be compiled: ${error.message}\n${said.join('')}`)
  renameSync(draft, kept)
  return readFileSync(kept)
}
