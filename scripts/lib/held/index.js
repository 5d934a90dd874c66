// Downlink, but its window comes when whoever started it says so. Playwright waits for good where it
// connects to a page that is just going from its empty document to its first one.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const project = resolve(import.meta.dirname, '../../..')
const { main, productName, version } = JSON.parse(
  readFileSync(join(project, 'package.json'), 'utf8'),
)
// As Electron itself does for the folder that it is given: two of these are not in its types.
/** @type {any} */
const named = app
named.setName(productName)
named.setVersion(version)
named.setAppPath(project)

// Whoever comes first makes it: Playwright may be connected before this is loaded.
/** @type {{ connection?: PromiseWithResolvers<void> }} */
const shared = Object(globalThis)
const connection = (shared.connection ??= Promise.withResolvers())
const ready = app.whenReady()
app.whenReady = () => connection.promise.then(() => ready)

await import(pathToFileURL(join(project, main)).href)
