import type { FileId } from '#shared/files'
import type { TypeCandidate } from '#shared/telemetry/candidate'
import { refreshFileRows } from './fileRows'
import { retryFile } from './openFile'
import { ask } from './station'
import { told } from './tell'

/** How well a file that is held can be read as each type; null where it can't be told. */
export async function askCandidates(fileId: FileId): Promise<readonly TypeCandidate[] | null> {
  const reply = await ask('types:candidates', { fileId })
  return reply.ok ? reply.value : null
}

/** Reads a held file as a type, from its first line. @param startUs from when on its times count */
export async function readFileAs(
  fileId: FileId,
  type: string,
  startUs: number | null,
): Promise<void> {
  if ((await told(ask('types:tell', { fileId, told: { type, startUs } }))) === null) return
  retryFile()
  refreshFileRows()
}
