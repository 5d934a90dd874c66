#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { startFirstThreads } from '../main/ingest/firstThreads'
import { isBrief } from './brief'
import { startTrouble } from './runtime'

/** What is likely to be wanted is started before the command line is understood. */
function startThreads([, , command = '', ...given]: readonly string[]): void {
  const paths = given.filter((text, i) => !text.startsWith('-') && given[i - 1] !== '--db')
  if (command === 'watch') startFirstThreads(true)
  if (command === 'ingest') startFirstThreads(!isBrief(paths))
}

// Everything else is loaded only now: loading the database add-on on a Node without Node-API 10
// would end the process without a word.
const trouble = startTrouble()
if (trouble === null) {
  // Compiled code is kept beside the program, where that can be written. Threads learn of it by the
  // environment.
  process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('compiled', import.meta.url))
  enableCompileCache()
  startThreads(process.argv)
  void import('./main').then(async ({ main }) => (process.exitCode = await main(process.argv)))
} else {
  process.stderr.write(`${trouble}\n`)
  process.exitCode = 1
}
