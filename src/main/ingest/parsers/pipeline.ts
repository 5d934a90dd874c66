import type { Checkpoint } from '../../database/checkpoint'
import { chunkBuffers } from '../chunk'
import type { ComponentRegistry } from '../componentRegistry'
import type { DatabaseService } from '../databaseService'
import type { Pace } from '../pace'
import { persistFrom, type WrittenChunk } from '../persister/dataPersister'
import { rejectRecords } from '../persister/rejectRecords'
import { readInto } from '../reader/fileReader'
import type { ReaderThread } from '../reader/readerThreads'
import { DataStaging, STAGING_CHUNKS } from '../staging/dataStaging'

export interface PipelinePorts {
  readonly fileId: number
  /** The FileParser's id in the registry. */
  readonly parent: string
  readonly database: DatabaseService
  readonly registry: ComponentRegistry
  readonly pace: Pace
  /** A reader thread with the file open at `start`. */
  readonly thread: ReaderThread
  readonly start: Checkpoint
  readonly signal: AbortSignal
  readonly onWritten: (written: WrittenChunk, staged: number) => void
}

/**
 * Reader, staging and persister of one file, from a checkpoint to the file's present end. When one
 * of them falls, so do the others (one_for_all), and what was staged is dropped. Throws what the
 * first one threw, once all have ended.
 */
export async function runPipeline(ports: PipelinePorts): Promise<void> {
  const { database, pace, thread } = ports
  const staging = new DataStaging()
  const parts = registerParts(ports)
  const together = new AbortController()
  const signal = AbortSignal.any([ports.signal, together.signal])
  const fallTogether = (error: unknown): never => {
    staging.fail(error)
    together.abort(error)
    throw error
  }
  signal.addEventListener('abort', () => staging.fail(signal.reason), { once: true })

  const reading = readInto(thread, staging, pace, signal)
  const persisting = persistFrom(
    staging,
    ports.start,
    pace,
    {
      fileId: ports.fileId,
      write: (input) => database.writeWithTransfer('write', input, chunkBuffers(input.chunk)),
      reject: (chunk, refused) =>
        rejectRecords(chunk, refused, (byteOffset, byteLength) =>
          thread.call('rawLine', { byteOffset, byteLength }),
        ),
      onWritten: (written) => {
        parts.show(staging, written)
        ports.onWritten(written, staging.depth)
      },
    },
    signal,
  )
  // Both must have ended before another attempt may start, whoever fell first.
  const ends = await Promise.allSettled([
    reading.catch(fallTogether),
    persisting.catch(fallTogether),
  ])
  parts.remove()
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** The three parts as they stand in the live tree. */
function registerParts({ registry, parent, start }: PipelinePorts) {
  const reader = registry.register(`${parent}-reader`, 'FileReader', parent)
  const staging = registry.register(`${parent}-staging`, 'DataStaging', parent)
  const persister = registry.register(`${parent}-persister`, 'DataPersister', parent)
  reader.update({ state: 'running', detail: `from line ${Math.max(2, start.line)}` })
  staging.update({ state: 'running' })
  persister.update({ state: 'running' })
  return {
    show: (staged: DataStaging, written: WrittenChunk): void => {
      staging.update({ detail: `${staged.depth} of ${STAGING_CHUNKS} chunks` })
      const lines = written.imported + written.errors
      persister.update({
        detail: `at line ${written.to.line}, ${lines} lines in ${Math.round(written.milliseconds)} ms`,
      })
    },
    remove: (): void => {
      for (const part of [reader, staging, persister]) part.remove()
    },
  }
}
