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
import { setUpTestTools } from './setup/testTools.js'
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

/**
 * What is run side by side ends side by side. Unit tests go beside the windows, which mostly wait.
 * @typedef {{ name: string, needsWindow?: true, run: () => Promise<number> }} Part
 */

/** @typedef {'unit' | 'integration' | 'packages' | 'e2e'} Project */

/** @param {Project} project @param {readonly string[]} files @returns {Part[]} */
function vitest(project, files) {
  if (files.length === 0) return []
  const args = [inPackages('vitest', 'vitest.mjs'), 'run', '--project', project, ...files]
  const run = () => runInForeground(projectNode, args)
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

/** @param {readonly string[]} patterns @returns {Part[][]} one stage after the other */
function stagesOf(patterns) {
  const isChosen = (/** @type {string} */ path) =>
    patterns.length === 0 || patterns.some((pattern) => path.includes(pattern))
  const chosen = (/** @type {Project} */ project) =>
    vitest(project, filesOf(project).filter(isChosen))
  const check = { name: 'check', run: () => runInForeground(program ?? '', checkArgs) }
  return [
    patterns.length === 0 ? [check] : [],
    chosen('integration'),
    chosen('packages'),
    [...chosen('unit'), ...chosen('e2e')],
    faults(SWEEPS.filter((name) => isChosen(`test/faults/${name}`))),
  ].filter((parts) => parts.length > 0)
}

/** @param {Part[][]} stages @returns {Promise<number>} the exit code */
async function runStages(stages) {
  const installed = await setUpTerminal()
  await build()
  const needsWindow = stages.flat().some((part) => part.needsWindow)
  // Compiling for Electron takes minutes of one core. What fails is said where it is waited for.
  const screen = needsWindow ? setUpForWindows(installed) : Promise.resolve(null)
  screen.catch(() => undefined)
  const summary = []
  for (const parts of stages) {
    if (parts.some((part) => part.needsWindow)) await screen
    const name = parts.map((part) => part.name).join(' and ')
    const started = performance.now()
    say(`\n== ${name}`)
    const codes = await Promise.all(parts.map(({ run }) => run()))
    const code = Math.max(...codes)
    summary.push(`${name} ${seconds(started)}`)
    if (code !== 0) {
      say(`\nStopped at: ${name} (exit code ${code})`)
      return 1
    }
  }
  say(readNotRun(process.env[NOT_RUN_FILE] ?? ''))
  const electron = await screen
  const standIn = electron?.isFallback ? ' (stand-in)' : ''
  const version = electron === null ? '' : ` Electron ${electron.version}${standIn}.`
  say(`\nAll passed: ${summary.join(', ')}.${version}`)
  return 0
}

/** @param {boolean} installed whether packages were installed just now */
async function setUpForWindows(installed) {
  const electron = await setUpScreen(installed)
  await setUpTestTools()
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
  const stages = stagesOf(patterns)
  if (stages.length === 0) {
    say(`No test has '${patterns.join("' or '")}' in its path. npm test -- --help says more.`)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'downlink-not-run-'))
  try {
    process.env[NOT_RUN_FILE] = join(folder, 'not-run.jsonl')
    return await runStages(stages)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
