import { fileURLToPath } from 'node:url'
import { buildIfStale } from '../../scripts/lib/build.js'
import { hasDisplay, projectNode } from '../../scripts/lib/project.js'
import { runInForeground } from '../../scripts/lib/run.js'
import { asProgram } from '../../scripts/lib/steps.js'
import { setUpWindow } from '../../scripts/setup/index.js'

// Sets up and builds as the tests do, then sweeps in a process that has a display.
const sweep = fileURLToPath(new URL('sweep.mjs', import.meta.url))

await asProgram(async () => {
  await setUpWindow()
  await buildIfStale()
  const command = [projectNode, sweep, ...process.argv.slice(2)]
  const [program = '', ...args] = hasDisplay ? command : ['xvfb-run', '-a', ...command]
  return runInForeground(program, args)
})
