import { join } from 'node:path'
import { buildIfStale } from './lib/build.js'
import { projectNode, root } from './lib/project.js'
import { runInForeground } from './lib/run.js'
import { asProgram, NeedsHandsError } from './lib/steps.js'
import { packageOptions } from './package/options.js'
import { setUpElectron } from './setup/electron.js'
import { setUpTerminal } from './setup/index.js'

const { trial } = packageOptions()

await asProgram(async () => {
  const electron = await setUpElectron({ tryDownload: await setUpTerminal() })
  if (electron.isFallback && !trial) {
    throw new NeedsHandsError(
      `No release is made on Electron ${electron.version}, which only stands in for the current ` +
        'one and is too old for operators. Package where that can be downloaded, or make a trial, ' +
        'which says that it is one:\n  npm run package -- --trial',
    )
  }
  await buildIfStale()
  // The packager needs a newer Node than a machine may have.
  return runInForeground(projectNode, [
    join(root, 'scripts', 'package', 'index.js'),
    ...process.argv.slice(2),
  ])
})
