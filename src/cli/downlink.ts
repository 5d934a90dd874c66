#!/usr/bin/env node
import { runtimeTrouble } from './runtime'

// Everything else is loaded only now: loading the database add-on on a Node without Node-API 10
// would end the process without a word.
const trouble = runtimeTrouble(process.versions)
if (trouble === null) {
  const { main } = await import('./main')
  process.exitCode = await main(process.argv)
} else {
  process.stderr.write(`${trouble}\n`)
  process.exitCode = 2
}
