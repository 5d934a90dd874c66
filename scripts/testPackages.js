import { build } from './lib/build.js'
import { inPackages, projectNode } from './lib/project.js'
import { runInForeground } from './lib/run.js'
import { asProgram } from './lib/steps.js'
import { setUpWindow } from './setup/index.js'
import { setUpMachineTools } from './setup/testTools.js'

// Tests what is packaged, and installs it in a bare Debian; each case is said.
await asProgram(async () => {
  await setUpWindow()
  await setUpMachineTools()
  await build()
  const reporters = ['verbose', './test/helpers/notRunReporter.ts'].map(
    (one) => `--reporter=${one}`,
  )
  const args = [inPackages('vitest', 'vitest.mjs'), 'run', '--project', 'packages', ...reporters]
  return runInForeground(projectNode, [...args, ...process.argv.slice(2)])
})
