import { resolve } from 'node:path'
import { inWords } from '../main/systemError'
import { draftName, makeFile, mustBeFree, takeName } from '../main/newFile'
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
    await makeFile({ draft, path: target }, takeName, fill)
  } catch (error) {
    const isOurs = error instanceof Error && !('code' in error)
    throw isOurs
      ? error
      : new Error(`${path} can't be written: ${inWords(error)}`, { cause: error })
  } finally {
    stop()
  }
}
