import { join } from 'node:path'
import { buildIfStale } from './lib/build.js'
import { projectNode, root } from './lib/project.js'
import { runInForeground } from './lib/run.js'
import { asProgram } from './lib/steps.js'
import { packageOptions } from './package/options.js'
import { refuseStandIn } from './package/release.js'
import { setUpElectron } from './setup/electron.js'
import { setUpTerminal } from './setup/index.js'

const { trial } = packageOptions()

await asProgram(async () => {
  const electron = await setUpElectron({ tryDownload: await setUpTerminal() })
  refuseStandIn(electron, { trial })
  await buildIfStale()
  // The packager needs a newer Node than a machine may have.
  return runInForeground(projectNode, [
    join(root, 'scripts', 'package', 'index.js'),
    ...process.argv.slice(2),
  ])
})
