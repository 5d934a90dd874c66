import { open, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { inWords } from '../main/ingest/systemError'
import { draftName, mustBeFree, takeName } from '../main/newFile'
import { dropOnSignal } from './dropOnSignal'
import type { Write } from './output'

/**
 * Makes a file that is whole or not there: a fault or a signal leaves nothing of it.
 *
 * @param fill writes all of it
 * @throws Error with words; what `fill` throws of its own passes through
 */
export async function writeToNewFile(
  path: string,
  fill: (write: Write) => Promise<void>,
): Promise<void> {
  const target = resolve(path)
  mustBeFree(target)
  const draft = draftName(target)
  const stop = dropOnSignal([draft])
  try {
    const file = await open(draft, 'wx')
    try {
      await fill((text) => file.appendFile(text))
      await file.sync()
    } finally {
      await file.close()
    }
    takeName(draft, target)
  } catch (error) {
    await rm(draft, { force: true })
    const isOurs = error instanceof Error && !('code' in error)
    throw isOurs
      ? error
      : new Error(`${path} can't be written: ${inWords(error)}`, { cause: error })
  } finally {
    stop()
  }
}
