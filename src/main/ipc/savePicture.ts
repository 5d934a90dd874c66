import { basename } from 'node:path'
import { inWords } from '../systemError'
import { draftName, makeFile, replaceName } from '../newFile'

/** First eight bytes of every PNG file (ISO/IEC 15948, 5.2). */
const PNG = [137, 80, 78, 71, 13, 10, 26, 10]

/**
 * Writes a picture that the page drew; the operator has confirmed that it replaces what is there.
 * Returns the file's name and size.
 *
 * @throws {Error} when it is no PNG, or can't be written; then no file is left, and one that was
 * there stays
 */
export async function savePicture(
  path: string,
  png: Uint8Array,
): Promise<{ name: string; bytes: number }> {
  if (!PNG.every((byte, i) => png[i] === byte)) {
    throw new Error('What was drawn is no PNG picture. Nothing was written.')
  }
  const name = basename(path)
  try {
    await makeFile({ draft: draftName(path), path }, replaceName, (write) => write(png))
  } catch (error) {
    throw new Error(`${name} could not be written: ${inWords(error)} Choose another folder.`, {
      cause: error,
    })
  }
  return { name, bytes: png.length }
}
