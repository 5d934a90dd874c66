import { build } from './lib/build.js'
import { asProgram } from './lib/steps.js'
import { setUpTerminal } from './setup/index.js'

await asProgram(async () => {
  await setUpTerminal()
  await build()
  return 0
})
