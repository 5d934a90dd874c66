import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SWEEPS } from '../test/faults/names.mjs'
import { build } from './lib/build.js'
import { runOnDisplay } from './lib/display.js'
import { NOT_RUN_FILE, readNotRun } from './lib/notRun.js'
import { inPackages, projectNode, root } from './lib/project.js'
import { npm, runInForeground } from './lib/run.js'
import { asProgram, say, seconds } from './lib/steps.js'
import { setUpDesktopBus } from './setup/desktopBus.js'
import { setUpScreen, setUpTerminal } from './setup/index.js'

const USAGE = `Checks and tests everything, in the real window too.

  npm test                    everything
  npm test -- PATTERN ...     only the tests whose path holds one of the patterns
  npm test -- --help          this

A path is that of a test file (test/unit/..., test/integration/..., test/packages/...,
test/e2e/...) or the name of a sweep of faults (${SWEEPS.map((name) => `test/faults/${name}`).join(', ')}).
So 'npm test -- removals/killed health' runs three files or so, and 'npm test -- e2e' all windows.
`

const [program, ...checkArgs] = npm(['run', '--silent', 'check']).flat()

/** @typedef {{ name: string, needsWindow?: true, run: () => Promise<number> }} Part */

/** @typedef {'unit' | 'integration' | 'packages' | 'e2e'} Project */

/** @param {Project} project @param {readonly string[]} files @returns {Part[]} */
function vitest(project, files) {
  if (files.length === 0) return []
  const all = filesOf(project).length === files.length
  const args = [inPackages('vitest', 'vitest.mjs'), 'run', '--project', project]
  const run = () => runInForeground(projectNode, [...args, ...(all ? [] : files)])
  return [
    ['packages', 'e2e'].includes(project)
      ? { name: project, needsWindow: true, run }
      : { name: project, run },
  ]
}

/** @param {readonly string[]} sweeps @returns {Part[]} */
function faults(sweeps) {
  if (sweeps.length === 0) return []
  const only = sweeps.length === SWEEPS.length ? [] : sweeps.flatMap((name) => ['--only', name])
  const sweep = join(root, 'test', 'faults', 'sweep.mjs')
  const run = () => runOnDisplay([projectNode, sweep, '--short', ...only])
  return [{ name: 'faults', needsWindow: true, run }]
}

/** @param {string} project @returns {string[]} its test files, below the project's folder */
function filesOf(project) {
  return (
    readdirSync(join(root, 'test', project), { recursive: true, encoding: 'utf8' })
      // What is installed in a Debian of its own is for `npm run test:packages`.
      .filter((name) => /\.test\.tsx?$/.test(name) && !name.startsWith('debian'))
      .map((name) => ['test', project, ...name.split(/[/\\]/)].join('/'))
  )
}

/**
 * Lanes run side by side, the parts of a lane one after the other. Each lane alone would leave a core
 * idle half of the time, because windows, watched folders and locks are waited for.
 *
 * @param {readonly string[]} patterns
 * @returns {Part[][]}
 */
function lanesOf(patterns) {
  const isChosen = (/** @type {string} */ path) =>
    patterns.length === 0 || patterns.some((pattern) => path.includes(pattern))
  const chosen = (/** @type {Project} */ project) =>
    vitest(project, filesOf(project).filter(isChosen))
  const check = { name: 'check', run: () => runInForeground(program ?? '', checkArgs) }
  return [
    [
      ...(patterns.length === 0 ? [check] : []),
      ...chosen('unit'),
      ...chosen('packages'),
      ...faults(SWEEPS.filter((name) => isChosen(`test/faults/${name}`))),
    ],
    chosen('integration'),
    chosen('e2e'),
  ].filter((parts) => parts.length > 0)
}

/** @param {Part[][]} lanes @returns {Promise<number>} the exit code */
async function runLanes(lanes) {
  const installed = await setUpTerminal()
  await build()
  const needsWindow = lanes.flat().some((part) => part.needsWindow)
  // Compiling for Electron takes minutes of one core. What fails is said where it is waited for.
  const screen = needsWindow ? setUpForWindows(installed) : Promise.resolve(null)
  screen.catch(() => undefined)
  const started = performance.now()
  const running = lanes.map((parts) => runLane(parts, screen))
  // What one of them throws is said when all are over.
  await Promise.allSettled(running)
  const ended = await Promise.all(running)
  say(readNotRun(process.env[NOT_RUN_FILE] ?? ''))
  const failed = ended.flatMap(({ failed: name }) => name ?? [])
  const summary = ended.flatMap(({ took }) => took).join(', ')
  if (failed.length > 0) {
    say(`\nFailed: ${failed.join(', ')}. Passed: ${summary || 'nothing'}.`)
    return 1
  }
  const electron = await screen
  const standIn = electron?.isFallback ? ' (stand-in)' : ''
  const version = electron === null ? '' : ` Electron ${electron.version}${standIn}.`
  say(`\nAll passed in ${seconds(started)}: ${summary}.${version}`)
  return 0
}

/**
 * Runs the parts of a lane, up to the first that fails. What runs beside it goes on to its end.
 *
 * @param {readonly Part[]} parts
 * @param {Promise<unknown>} screen what a part that needs the window waits for
 * @returns {Promise<{ took: string[], failed: string | null }>} what passed with its time, and what
 *   did not
 */
async function runLane(parts, screen) {
  const took = []
  for (const { name, needsWindow, run } of parts) {
    if (needsWindow) await screen
    const started = performance.now()
    say(`\n== ${name}`)
    const code = await run()
    if (code !== 0) {
      say(`\n== ${name} failed (exit code ${code})`)
      return { took, failed: name }
    }
    took.push(`${name} ${seconds(started)}`)
  }
  return { took, failed: null }
}

/** @param {boolean} installed whether packages were installed just now */
async function setUpForWindows(installed) {
  const electron = await setUpScreen(installed)
  await setUpDesktopBus()
  return electron
}

/** @returns {string[] | number} the patterns; an exit code where there is nothing to run */
function readPatterns() {
  try {
    const options = /** @type {const} */ ({ help: { type: 'boolean', short: 'h' } })
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (!values.help) return positionals
    process.stdout.write(USAGE)
    return 0
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    return 2
  }
}

await asProgram(async () => {
  const patterns = readPatterns()
  if (typeof patterns === 'number') return patterns
  const lanes = lanesOf(patterns)
  if (lanes.length === 0) {
    say(`No test has '${patterns.join("' or '")}' in its path. npm test -- --help says more.`)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'downlink-not-run-'))
  try {
    process.env[NOT_RUN_FILE] = join(folder, 'not-run.jsonl')
    return await runLanes(lanes)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
