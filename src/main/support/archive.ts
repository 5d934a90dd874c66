import { stat } from 'node:fs/promises'
import { ZipFile } from 'yazl'
import { draftName, makeFile, type GiveName } from '../newFile'
import type { SupportFile } from './collect'
import type { CrashDump } from './crashDumps'

/**
 * Writes the archive; it is whole or not there.
 *
 * @returns its size in bytes
 * @throws what `makeFile` throws
 */
export async function writeArchive(
  path: string,
  giveName: GiveName,
  {
    files,
    dumps,
  }: { readonly files: readonly SupportFile[]; readonly dumps: readonly CrashDump[] },
): Promise<number> {
  const zip = new ZipFile()
  const { outputStream } = zip
  // A dump may go just now.
  zip.once('error', (error: Error) => outputStream.emit('error', error))
  for (const { name, text } of files) zip.addBuffer(Buffer.from(text), name)
  for (const dump of dumps) zip.addFile(dump.path, `crash-dumps/${dump.name}`)
  zip.end()
  await makeFile({ draft: draftName(path), path }, giveName, async (write) => {
    for await (const part of outputStream) await write(part)
  })
  return (await stat(path)).size
}

/** What the archive is called unless somebody says otherwise. */
export const archiveName = (now: Date): string =>
  `downlink-support-${now.toISOString().slice(0, 10)}.zip`
