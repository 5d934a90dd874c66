#!/usr/bin/env node
import { startFirstThreads } from '../main/ingest/firstThreads'
import { runtimeTrouble } from './runtime'

/** Commands that import. */
const IMPORTING = ['ingest', 'watch']

// Everything else is loaded only now: loading the database add-on on a Node without Node-API 10
// would end the process without a word.
const trouble = runtimeTrouble(process.versions)
if (trouble === null) {
  if (IMPORTING.includes(process.argv[2] ?? '')) startFirstThreads()
  const { main } = await import('./main')
  process.exitCode = await main(process.argv)
} else {
  process.stderr.write(`${trouble}\n`)
  process.exitCode = 2
}
