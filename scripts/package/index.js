// Run by the project's Node, once its packages and Electron are there; package.js says with what.
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { root } from '../lib/project.js'
import { asProgram, say, seconds } from '../lib/steps.js'
import { addToRepository, repositoryKey } from './linux/repository.js'
import { makeAll } from './makers.js'
import { writeManifest } from './manifest.js'
import { packageOptions } from './options.js'
import { productOf } from './product.js'
import { makeProgram } from './program.js'
import { updateKeys } from './updateKeys.js'

const out = join(root, 'dist')

await asProgram(async () => {
  const started = performance.now()
  const { trial, notes, repository } = packageOptions()
  const product = productOf({ isTrial: trial })
  const { publicKey, signing } = updateKeys(process.env)
  const news = notes === undefined ? '' : await readFile(notes, 'utf8')
  // What is missing is said before minutes of work.
  const key = repository === undefined ? null : repositoryKey(process.env)
  await mkdir(out, { recursive: true })
  const work = await mkdtemp(join(out, 'work-'))
  try {
    const packages = await makeAll(await makeProgram(work, product, publicKey), work, product)
    const manifest =
      signing === null ? [] : await writeManifest(work, packages, { product, news, signing })
    const files = [...packages, ...manifest]
    say(`\n${product.title} ${product.version}, in ${seconds(started)}:`)
    for (const file of files) {
      // Only what is whole lies there.
      await rename(file, join(out, basename(file)))
      say(`  ${join(out, basename(file))}`)
    }
    if (repository !== undefined && key !== null) {
      const deb = packages.find((file) => file.endsWith('.deb'))
      if (deb === undefined) throw new Error('No .deb was made that a repository could have.')
      await addToRepository(resolve(repository), join(out, basename(deb)), {
        key,
        title: product.title,
      })
      say(`  ${resolve(repository)}, a repository that is signed by ${key}`)
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return 0
})
