import { buffer } from 'node:stream/consumers'
import { openPromise } from 'yauzl'

/** What is in a zip, by the names in it. */
export async function unzip(path: string): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {}
  const zip = await openPromise(path)
  for await (const entry of zip.eachEntry()) {
    found[entry.fileName] = await buffer(await zip.openReadStreamPromise(entry))
  }
  return found
}
