import { join } from 'node:path'
import { buildIfStale } from './lib/build.js'
import { switchesFor } from './lib/electron.js'
import { hasDisplay, projectNode, readJson, root } from './lib/project.js'
import { runInForeground } from './lib/run.js'
import { asProgram, say } from './lib/steps.js'
import { setUpTerminal, setUpWindow } from './setup/index.js'

const { version } = readJson(join(root, 'package.json'))

await asProgram(() => (hasDisplay ? startWindow() : startTerminal()))

async function startWindow() {
  const electron = await setUpWindow()
  await buildIfStale()
  const standIn = electron.isFallback ? ', which stands in for the current one' : ''
  say(`Downlink ${version} on Electron ${electron.version}${standIn}`)
  return runInForeground(electron.executable, [...switchesFor(electron), root], {
    env: { ELECTRON_RUN_AS_NODE: undefined },
  })
}

async function startTerminal() {
  await setUpTerminal()
  await buildIfStale()
  say(
    `Downlink ${version}: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), ` +
      'so it watches the default ingest folder in this terminal. Ctrl+C stops it.',
  )
  return runInForeground(projectNode, [join(root, 'out', 'main', 'downlink.js'), 'watch'])
}
