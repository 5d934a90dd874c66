import type { Chunk } from '../../record/chunk'
import type { Pace } from '../pace'
import type { ReaderThread } from './readerThreads'

/** Where a reader puts what it read: it may go on as soon as a place is free. */
export interface ChunkSink {
  reserve(): Promise<void>
  put(chunk: Chunk): void
  end(): void
}

/**
 * The first chunk has so many lines, each one after it twice as many as the one before, up to the
 * pace: so the writer begins, and warms up, while the reader is still warming up.
 */
const FIRST_LINES = 2_000

/**
 * Reads the open file of a thread chunk by chunk into the sink until the file's present end. A full
 * sink or a paused station makes it wait.
 */
export async function readInto(
  thread: ReaderThread,
  sink: ChunkSink,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  for (let lines = FIRST_LINES; ; lines *= 2) {
    await pace.whileNotPaused(signal)
    await sink.reserve()
    signal.throwIfAborted()
    const chunk = await thread.call('next', { maxLines: Math.min(lines, pace.linesPerChunk) })
    sink.put(chunk)
    if (chunk.atEnd) break
  }
  sink.end()
}
