import { stat } from 'node:fs/promises'
import type { StoredFile } from '../../database/files/files'
import { RemoteError } from '../../workers/workerThread'
import { identityOf, type FileIdentity } from '../../record/identity'
import type { ReaderThreads } from '../reader/readerThreads'
import { untilAborted } from './untilAborted'

/** Throws an Error with words when the file is gone or can't be looked at. */
export async function identityNow(path: string): Promise<FileIdentity> {
  try {
    return identityOf(await stat(path, { bigint: true }))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${path} can't be found any more (${why}). Put it back and try again.`, {
      cause: error,
    })
  }
}

/** The fingerprint of all that the file holds now. Rejects with words when it can't be read. */
export async function fingerprintNow(
  path: string,
  readers: ReaderThreads,
  signal: AbortSignal,
): Promise<{ fingerprint: string; identity: FileIdentity }> {
  const thread = readers.take()
  try {
    return await untilAborted(signal, thread, () => thread.call('fingerprint', { path }))
  } finally {
    readers.giveBack(thread)
  }
}

/**
 * The fingerprint of what the file holds now where it was read before, and the file's identity from
 * before that was read; null when it can't be read.
 */
export async function beginningNow(
  { path, textBytes }: StoredFile,
  readers: ReaderThreads,
  signal: AbortSignal,
): Promise<{ fingerprint: string; identity: FileIdentity } | null> {
  const thread = readers.take()
  try {
    return await untilAborted(signal, thread, () =>
      thread.call('fingerprint', { path, firstBytes: textBytes }),
    )
  } catch (error) {
    if (error instanceof RemoteError) return null
    throw error
  } finally {
    readers.giveBack(thread)
  }
}
