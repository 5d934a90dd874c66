import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inPackages, projectNode, root, runtimeFolder } from './project.js'
import { writeParts } from './parts.js'
import { isRunning, runQuietly } from './run.js'
import { step } from './steps.js'

const INPUTS = [
  'src',
  'resources/satellites',
  'electron.vite.config.ts',
  'scripts/lib/bundled.js',
  'scripts/lib/parts.js',
  'package.json',
  'package-lock.json',
]
/** Has the process that is building. */
const LOCK = join(runtimeFolder, 'build.lock')
/** Written after a build, so that one that ended half-way counts as none. */
const STAMP = join(root, 'out', 'built-from.txt')

/** Builds `out/` with electron-vite. */
export function build() {
  return alone(buildNow)
}

/** Builds unless `out/` was built from the very sources that are here now. */
export async function buildIfStale() {
  if (isStale()) await alone(async () => (isStale() ? buildNow() : undefined))
}

function isStale() {
  return !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== digestOfInputs()
}

async function buildNow() {
  await step('build', async () => {
    const source = digestOfInputs()
    await runQuietly(projectNode, [inPackages('electron-vite', 'bin', 'electron-vite.js'), 'build'])
    writeParts()
    writeFileSync(STAMP, source)
  })
}

/**
 * Waits for its turn: a build empties `out/`, and several runs of tests may find it stale at once.
 *
 * @param {() => Promise<void>} work
 */
async function alone(work) {
  mkdirSync(runtimeFolder, { recursive: true })
  while (!takeLock()) await sleep(100)
  try {
    await work()
  } finally {
    rmSync(LOCK, { force: true })
  }
}

/** @returns {boolean} whether nobody had it; what a dead process left is removed for the next try */
function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'EEXIST') throw error
    if (existsSync(LOCK) && !isRunning(Number(readFileSync(LOCK, 'utf8')))) {
      rmSync(LOCK, { force: true })
    }
    return false
  }
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
  if (!statSync(join(root, input)).isDirectory()) return [input]
  return readdirSync(join(root, input), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted()
}
