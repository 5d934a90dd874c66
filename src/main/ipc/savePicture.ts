import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** First eight bytes of every PNG file (ISO/IEC 15948, 5.2). */
const PNG = [137, 80, 78, 71, 13, 10, 26, 10]

/**
 * Writes a picture that the page drew. Returns the file's name and size.
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
  const suffix = randomBytes(6).toString('hex')
  const part = join(dirname(path), `.${name}.${suffix}.part`)
  try {
    await writeFile(part, png, { flag: 'wx', flush: true })
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${name} could not be written: ${reason}. Choose another folder.`, {
      cause: error,
    })
  }
  return { name, bytes: png.length }
}
