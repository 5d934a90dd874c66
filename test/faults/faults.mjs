import { fileURLToPath } from 'node:url'
import { buildIfStale } from '../../scripts/lib/build.js'
import { runOnDisplay } from '../../scripts/lib/display.js'
import { projectNode } from '../../scripts/lib/project.js'
import { asProgram } from '../../scripts/lib/steps.js'
import { setUpWindow } from '../../scripts/setup/index.js'

// Sets up and builds as the tests do, then sweeps in a process that has a display.
const sweep = fileURLToPath(new URL('sweep.mjs', import.meta.url))

await asProgram(async () => {
  await setUpWindow()
  await buildIfStale()
  return runOnDisplay([projectNode, sweep, ...process.argv.slice(2)])
})
