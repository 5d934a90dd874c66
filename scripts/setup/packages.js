import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inPackages, projectNode, readJson, root } from '../lib/project.js'
import { runNpm } from '../lib/run.js'
import { step } from '../lib/steps.js'

/**
 * Installs what package-lock.json names, unless it is there.
 *
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function setUpPackages() {
  const present = packagesMatchLock()
  if (!present) {
    // The tools are needed whatever NODE_ENV or a user's npmrc leaves out. No script of any package
    // runs (see .npmrc): npm 10 would compile better-sqlite3, which brings its binaries along.
    await step('packages from npm', () =>
      runNpm('ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'),
    )
  }
  if (!existsSync(projectNode)) {
    // The one script that is needed: it fetches the binary for this machine.
    await step(`Node ${readJson(inPackages('node', 'package.json')).version} from npm`, () =>
      runNpm('rebuild', 'node', '--ignore-scripts=false'),
    )
  }
  return !present
}

/**
 * npm writes down what it installed in `node_modules/.package-lock.json`, as the last thing it
 * does. Packages of other platforms are optional and absent there.
 */
function packagesMatchLock() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  const installed = readJson(inPackages('.package-lock.json'))?.packages
  if (!wanted || !installed || !existsSync(inPackages('electron', 'package.json'))) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    return found ? found.version === entry.version : Boolean(entry.optional)
  })
}
