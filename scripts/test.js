import { join } from 'node:path'
import { build } from './lib/build.js'
import { hasDisplay, inPackages, projectNode, root } from './lib/project.js'
import { npm, runInForeground } from './lib/run.js'
import { asProgram, say, seconds } from './lib/steps.js'
import { setUpWindow } from './setup/index.js'

/** @param {string} project @returns {[string, string[]]} */
const vitest = (project) => [
  projectNode,
  [inPackages('vitest', 'vitest.mjs'), 'run', '--project', project],
]

/** @param {[string, string[]]} command @returns {[string, string[]]} the same on some display */
const onDisplay = ([program, args]) =>
  hasDisplay ? [program, args] : ['xvfb-run', ['-a', program, ...args]]

/** What `npm run test:faults` runs in full. */
const SWEEP = ['test', 'faults', 'sweep.mjs']

/** @type {Array<{ name: string, command: [string, string[]] }>} */
const stages = [
  { name: 'check', command: npm(['run', '--silent', 'check']) },
  { name: 'unit', command: vitest('unit') },
  { name: 'integration', command: vitest('integration') },
  { name: 'end to end', command: onDisplay(vitest('e2e')) },
  { name: 'faults', command: onDisplay([projectNode, [join(root, ...SWEEP), '--short']]) },
]

await asProgram(async () => {
  const electron = await setUpWindow()
  await build()
  const summary = []
  for (const { name, command } of stages) {
    const started = performance.now()
    say(`\n== ${name}`)
    const code = await runInForeground(...command)
    summary.push(`${name} ${seconds(started)}`)
    if (code !== 0) {
      say(`\nStopped at: ${name} (exit code ${code})`)
      return 1
    }
  }
  const standIn = electron.isFallback ? ' (stand-in)' : ''
  say(`\nAll passed: ${summary.join(', ')}. Electron ${electron.version}${standIn}.`)
  return 0
})
