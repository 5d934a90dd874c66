import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runtimeFolder } from './project.js'

const UNFINISHED = 'unfinished-'

/**
 * Gives a folder to work in and removes it at the end, so that what is half done never lies where
 * finished things do. On the same disk as those, so that a rename is all it takes to finish.
 *
 * @param {(folder: string) => Promise<void>} work
 */
export async function inWorkFolder(work) {
  await mkdir(runtimeFolder, { recursive: true })
  await removeLeftovers()
  const folder = await mkdtemp(join(runtimeFolder, UNFINISHED))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What a set-up left that was ended half-way. */
async function removeLeftovers() {
  const names = await readdir(runtimeFolder)
  await Promise.all(
    names
      .filter((name) => name.startsWith(UNFINISHED))
      .map((name) => rm(join(runtimeFolder, name), { recursive: true, force: true })),
  )
}
