import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, crashReporter } from 'electron'
import { dataFolder, defaultIngestFolder } from './dataFolder'
import { GivenFiles, pathsGiven } from './desktop/givenFiles'
import { makeFolder } from './makeFolder'
import { runApplication } from './window/application'
import { reportFaults } from './window/faults'
import { declarePageScheme } from './window/protocol'
import { forbidLeavingThePage, isToBeDrivenFromOutside } from './window/security'
import { failToStart } from './window/startFailure'

const user = { env: process.env, platform: process.platform, home: homedir() }
const data = dataFolder(user)
const own = join(data, 'window')

reportFaults()
// Before the lock: one program per data folder, and the lock lies in this folder.
makeFolder(own)
app.setPath('userData', own)
// What a crash leaves stays on this machine.
crashReporter.start({ uploadToServer: false })

if (isToBeDrivenFromOutside()) {
  console.error('Downlink is not started with --remote-debugging-port or --remote-debugging-pipe.')
  app.exit(1)
} else if (app.requestSingleInstanceLock()) start()
else app.exit(0)

function start(): void {
  // It takes --no-sandbox back, without which nothing starts for root (the containers of tests).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  declarePageScheme()
  forbidLeavingThePage()
  const given = givenFiles()
  app
    .whenReady()
    .then(() =>
      runApplication({
        dataFolder: data,
        defaultIngestFolder: defaultIngestFolder(user),
        built: join(import.meta.dirname, '..'),
        given,
      }),
    )
    .catch(failToStart)
}

/** What this start, later ones and macOS hand over to be opened. */
function givenFiles(): GivenFiles {
  const given = new GivenFiles()
  const give = (argv: readonly string[], cwd: string): void =>
    given.give(pathsGiven(argv.slice(1), cwd, { ownFolder: !app.isPackaged }))
  give(process.argv, process.cwd())
  app.on('second-instance', (_second, argv, cwd) => give(argv, cwd))
  app.on('open-file', (event, path) => {
    event.preventDefault()
    given.give([path])
  })
  return given
}
