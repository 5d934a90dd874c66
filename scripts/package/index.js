// Run by the project's Node, once its packages and Electron are there: index.js [--trial]
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { root } from '../lib/project.js'
import { asProgram, say, seconds } from '../lib/steps.js'
import { makeAll } from './makers.js'
import { productOf } from './product.js'
import { makeProgram } from './program.js'

const out = join(root, 'dist')

await asProgram(async () => {
  const started = performance.now()
  const product = productOf({ isTrial: process.argv.includes('--trial') })
  await mkdir(out, { recursive: true })
  const work = await mkdtemp(join(out, 'work-'))
  try {
    const files = await makeAll(await makeProgram(work, product), work, product)
    say(`\n${product.title} ${product.version}, in ${seconds(started)}:`)
    for (const file of files) {
      // Only what is whole lies there.
      await rename(file, join(out, basename(file)))
      say(`  ${join(out, basename(file))}`)
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return 0
})
