import type { Checkpoint } from '../../database/records/checkpoint'
import type { DatabaseService } from '../databaseService/databaseService'
import type { Pace } from '../pace'
import { persistFrom, type WrittenChunk } from '../persister/dataPersister'
import { rejectRecords } from '../persister/rejectRecords'
import { readInto } from '../reader/fileReader'
import type { ReaderThread } from '../reader/readerThreads'
import { DataStaging } from '../staging/dataStaging'
import type { PipelineParts } from './pipelineParts'

export interface PipelinePorts {
  readonly fileId: number
  readonly database: DatabaseService
  /** The three as they stand in the live tree. */
  readonly parts: PipelineParts
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
  const { database, pace, parts, thread } = ports
  const staging = new DataStaging()
  parts.begin(thread, staging)
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
      write: (input) => parts.whileWriting(database.store(input)),
      reject: (chunk, refused) =>
        rejectRecords(chunk, refused, (byteOffset, byteLength) =>
          thread.call('rawLine', { byteOffset, byteLength }),
        ),
      onWritten: (written) => {
        parts.written(written)
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
  parts.end()
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
