import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPackages, projectNode, root } from './project.js'
import { runQuietly } from './run.js'
import { step } from './steps.js'

const INPUTS = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json']
/** Written after a build, so that one that ended half-way counts as none. */
const STAMP = join(root, 'out', 'built-from.txt')

/** Builds `out/` with electron-vite. */
export async function build() {
  await step('build', async () => {
    const source = digestOfInputs()
    await runQuietly(projectNode, [inPackages('electron-vite', 'bin', 'electron-vite.js'), 'build'])
    writeFileSync(STAMP, source)
  })
}

/** Builds unless `out/` was built from the very sources that are here now. */
export async function buildIfStale() {
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== digestOfInputs()) await build()
}

/** @returns {string} SHA-256 over the names and contents of everything that goes into a build */
function digestOfInputs() {
  const hash = createHash('sha256')
  for (const path of INPUTS.flatMap(filesAt)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} input @returns {string[]} the file, or every file in the folder, sorted */
function filesAt(input) {
  if (input !== 'src') return [input]
  return readdirSync(join(root, input), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted()
}
