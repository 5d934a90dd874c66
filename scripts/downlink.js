import { buildIfStale } from './lib/build.js'
import { join } from 'node:path'
import { projectNode, root } from './lib/project.js'
import { runInForeground } from './lib/run.js'
import { asProgram } from './lib/steps.js'
import { setUpTerminal } from './setup/index.js'

await asProgram(async () => {
  await setUpTerminal()
  await buildIfStale()
  return runInForeground(
    projectNode,
    [join(root, 'out', 'main', 'downlink.js'), ...process.argv.slice(2)],
    // npm changes to the project's folder; the paths in the command are of the caller's.
    { cwd: process.env['INIT_CWD'] ?? process.cwd() },
  )
})
