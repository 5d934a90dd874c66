import { join } from 'node:path'
import { build } from './lib/build.js'
import { onDisplay } from './lib/display.js'
import { hasDisplay, inPackages, projectNode, root } from './lib/project.js'
import { npm, runInForeground } from './lib/run.js'
import { asProgram, say, seconds } from './lib/steps.js'
import { setUpScreen, setUpTerminal } from './setup/index.js'

/** @param {string} project @param {...string} options @returns {[string, ...string[]]} */
const vitest = (project, ...options) => [
  projectNode,
  inPackages('vitest', 'vitest.mjs'),
  'run',
  '--project',
  project,
  ...options,
]

/** @param {readonly [string, ...string[]]} command @returns {[string, string[]]} */
const plain = ([program, ...args]) => [program, args]

/** What `npm run test:faults` runs in full. */
const SWEEP = ['test', 'faults', 'sweep.mjs']

/** Windows mostly wait. Several at once need a display each, or they take each other's focus. */
const WINDOWS = 3
const windows = hasDisplay
  ? [plain(vitest('e2e'))]
  : Array.from({ length: WINDOWS }, (_, n) =>
      onDisplay(vitest('e2e', `--shard=${n + 1}/${WINDOWS}`), (n + 2) * 100),
    )

/** @type {Array<{ name: string, needsWindow?: true, commands: [string, string[]][] }>} */
const stages = [
  { name: 'check', commands: [npm(['run', '--silent', 'check'])] },
  { name: 'unit', commands: [plain(vitest('unit'))] },
  { name: 'integration', commands: [plain(vitest('integration'))] },
  { name: 'end to end', needsWindow: true, commands: windows },
  {
    name: 'faults',
    needsWindow: true,
    commands: [onDisplay([projectNode, join(root, ...SWEEP), '--short'])],
  },
]

await asProgram(async () => {
  const installed = await setUpTerminal()
  await build()
  // Compiling for Electron takes minutes of one core. What fails is said where it is waited for.
  const screen = setUpScreen(installed)
  screen.catch(() => undefined)
  const summary = []
  for (const { name, needsWindow, commands } of stages) {
    if (needsWindow) await screen
    const started = performance.now()
    say(`\n== ${name}`)
    const codes = await Promise.all(commands.map((command) => runInForeground(...command)))
    const code = Math.max(...codes)
    summary.push(`${name} ${seconds(started)}`)
    if (code !== 0) {
      say(`\nStopped at: ${name} (exit code ${code})`)
      return 1
    }
  }
  const electron = await screen
  const standIn = electron.isFallback ? ' (stand-in)' : ''
  say(`\nAll passed: ${summary.join(', ')}. Electron ${electron.version}${standIn}.`)
  return 0
})
