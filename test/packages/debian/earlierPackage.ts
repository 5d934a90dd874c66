import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, root, runtimeFolder } from '../../../scripts/lib/project.js'
import { inWorkFolder } from '../../../scripts/lib/workFolder.js'

/** Of it the program had packages already; its sources need no more than what is installed now. */
export const EARLIER_COMMIT = 'a565f74651225e31a5b2bf9f28cd5d322c38172e'
export const EARLIER_VERSION = '0.0.9'

const kept = join(runtimeFolder, `earlier-${EARLIER_COMMIT}.deb`)

/**
 * The trial's Debian package of an earlier commit, by its own scripts, as a lower version; it is
 * kept, as making it takes a minute.
 */
export async function earlierPackage(): Promise<string> {
  if (!existsSync(kept)) await inWorkFolder(make)
  return kept
}

/** Run by that commit's own scripts, in its folder. */
const MAKE = `
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buildIfStale } from './scripts/lib/build.js'
import { makeDeb } from './scripts/package/linux/deb.js'
import { productOf } from './scripts/package/product.js'
import { makeProgram } from './scripts/package/program.js'
const product = productOf({ isTrial: true })
await buildIfStale()
const work = resolve('work')
await mkdir(work)
await makeDeb(await makeProgram(work, product, null), resolve('.'), product)
`

async function make(folder: string): Promise<void> {
  const maxBuffer = 2 ** 30
  const sources = execFileSync('git', ['-C', root, 'archive', EARLIER_COMMIT], { maxBuffer })
  execFileSync('tar', ['-x', '-C', folder], { input: sources })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const runtime = join(folder, '.runtime')
  mkdirSync(runtime)
  for (const name of readdirSync(runtimeFolder)) {
    if (/^(?:electron|better-sqlite3)-/.test(name)) {
      // Names of the same files: that commit copies the folder, and would copy a link as one.
      execFileSync('cp', ['-al', join(runtimeFolder, name), runtime])
    }
  }
  const about = join(folder, 'package.json')
  writeFileSync(about, JSON.stringify({ ...readJson(about), version: EARLIER_VERSION }))
  const args = ['--input-type=module', '--eval', MAKE]
  execFileSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const made = readdirSync(folder).find((name) => name.endsWith('.deb'))
  if (made === undefined) throw new Error('The earlier commit made no Debian package.')
  renameSync(join(folder, made), kept)
}
